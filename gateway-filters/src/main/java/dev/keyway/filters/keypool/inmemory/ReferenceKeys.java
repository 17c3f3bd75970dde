package dev.keyway.filters.keypool.inmemory;

import org.jspecify.annotations.Nullable;

/** Reference keys, with which a refusing key is compared: those of a model that served last, of two accounts. */
final class ReferenceKeys {

    private @Nullable KeyModelState last;
    private @Nullable KeyModelState before;

    void add(KeyModelState state) {
        if (last != null && last.key.account != state.key.account) {
            before = last;
        }
        last = state;
    }

    /** Key of another account that served a request lately, or null. */
    @Nullable
    KeyModelState of(KeyModelState refusing, long now) {
        if (isFit(last, refusing, now)) {
            return last;
        }
        return isFit(before, refusing, now) ? before : null;
    }

    private static boolean isFit(@Nullable KeyModelState reference, KeyModelState refusing, long now) {
        return reference != null
                && !reference.isGone
                && !reference.isCooling
                && reference.key.account != refusing.key.account
                && reference.trust.isTrusted(now);
    }
}
