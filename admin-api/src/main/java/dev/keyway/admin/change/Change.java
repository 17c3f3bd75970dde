package dev.keyway.admin.change;

import dev.keyway.admin.caller.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a transaction did.
 *
 * @param action a word in lower case: {@code created}, {@code updated}, {@code deleted}, {@code rotated}, …
 * @param scope whose it is
 * @param before what was shown of it; null if there was none
 * @param after what is shown of it; null if it is gone
 */
public record Change(
        String action,
        Subject subject,
        UUID id,
        Scope scope,
        @Nullable Object before,
        @Nullable Object after) {

    public Change {
        if (!Words.ACTIONS.contains(action)) {
            throw new IllegalArgumentException("the audit cannot be searched for '" + action + "': add it to Words");
        }
    }

    public static Change created(Subject subject, UUID id, Scope scope, Object after) {
        return new Change("created", subject, id, scope, null, after);
    }

    public static Change updated(Subject subject, UUID id, Scope scope, Object before, Object after) {
        return new Change("updated", subject, id, scope, before, after);
    }

    public static Change deleted(Subject subject, UUID id, Scope scope, Object before) {
        return new Change("deleted", subject, id, scope, before, null);
    }

    boolean isDeletion() {
        return after == null;
    }
}
