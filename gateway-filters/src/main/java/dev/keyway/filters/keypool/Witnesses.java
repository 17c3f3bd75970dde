package dev.keyway.filters.keypool;

import org.jspecify.annotations.Nullable;

/** The keys of a lane that served last, of two accounts. */
final class Witnesses {

    private @Nullable Seat last;
    private @Nullable Seat before;

    void add(Seat seat) {
        if (last != null && last.key.account != seat.key.account) {
            before = last;
        }
        last = seat;
    }

    /** A key of another account than this one's that has served lately; null if there is none. */
    @Nullable
    Seat of(Seat refusing, long now) {
        if (isFit(last, refusing, now)) {
            return last;
        }
        return isFit(before, refusing, now) ? before : null;
    }

    private static boolean isFit(@Nullable Seat witness, Seat refusing, long now) {
        return witness != null
                && !witness.isGone
                && !witness.isCooling
                && witness.key.account != refusing.key.account
                && witness.repute.isTrusted(now);
    }
}
