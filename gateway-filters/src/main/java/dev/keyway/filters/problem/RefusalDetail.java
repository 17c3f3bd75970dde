package dev.keyway.filters.problem;

import org.jspecify.annotations.Nullable;

/**
 * Detail of a refusal at admission, for the usage record. The caller sees only the error.
 *
 * @param scope {@code tenant}, {@code team} or {@code token}: the level that refuses, the widest if there are several
 * @param limit the limit that was reached; null if it is not a matter of numbers
 * @param used how much of the limit is used; null likewise
 * @param askedModel the model name as asked; empty if the refusal does not depend on it
 */
public record RefusalDetail(
        String scope, @Nullable Long limit, @Nullable Long used, String askedModel) {

    /** A refusal without a limit. */
    public static RefusalDetail of(String scope) {
        return new RefusalDetail(scope, null, null, "");
    }

    /** The same refusal, because of a model. */
    public RefusalDetail forModel(String name) {
        return new RefusalDetail(scope, limit, used, name);
    }
}
