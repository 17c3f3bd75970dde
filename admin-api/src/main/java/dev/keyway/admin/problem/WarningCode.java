package dev.keyway.admin.problem;

import java.util.Locale;

/** Every code of a {@link Warning}; a code never changes its meaning. */
public enum WarningCode {
    /** A limit has no effect, because a level above is tighter. */
    BEYOND_PARENT,
    /** Provider keys are bound to an address that is not the provider's any more. */
    KEYS_UNUSABLE,
    /** A name or pattern of models matches nothing that is known. */
    MODEL_UNKNOWN,
    /** An alias has the name of a model, which calls by that name no longer reach. */
    MODEL_HIDDEN,
    /** There are more warnings than are listed. */
    MORE_WARNINGS;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
