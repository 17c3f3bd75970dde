package dev.keyway.filters.keypool;

import org.jspecify.annotations.Nullable;

/** How many calls the keys of a lane may have in flight: a number that is set for all of them, or what each has learnt. */
final class LaneCaps {

    /** Null where it is learnt; 0 for no bound. */
    private @Nullable Integer fixed;

    /** What all keys together have learnt, and those of them that cool. */
    private long learnt;

    private long learntByCooling;

    LaneCaps(@Nullable Integer fixed) {
        this.fixed = fixed;
    }

    void adopt(@Nullable Integer other) {
        fixed = other;
    }

    boolean isFull(Seat seat) {
        int bound = fixed == null ? seat.cap.calls() : fixed;
        return bound > 0 && seat.inFlight >= bound;
    }

    void joined(Seat seat) {
        learnt += seat.cap.calls();
    }

    void left(Seat seat) {
        learnt -= seat.cap.calls();
    }

    void beganToCool(Seat seat) {
        learntByCooling += seat.cap.calls();
    }

    void ceasedToCool(Seat seat) {
        learntByCooling -= seat.cap.calls();
    }

    /**
     * A 429 named no limit as its reason. Due before the call is taken back.
     *
     * @param now the turn of this moment
     * @param millis this moment
     * @return whether the number of calls in flight can't be the reason, as the key has served more at once
     */
    boolean refused(PoolPermit permit, long now, long millis) {
        Seat seat = permit.seat();
        LearntCap cap = seat.cap;
        int before = cap.calls();
        int level = Math.max(permit.level, seat.inFlight);
        boolean isAboutRate = !cap.isOld(permit.turn()) && cap.hasServed(level);
        if (!isAboutRate || !seat.pace.hasLearntRate()) {
            cap.refused(permit.turn(), level, seat.inFlight, now, millis);
            changed(seat, before);
        }
        return isAboutRate;
    }

    /** Due before the call is taken back. */
    void served(PoolPermit permit, long millis) {
        Seat seat = permit.seat();
        int before = seat.cap.calls();
        seat.cap.served(permit.turn(), permit.level, seat.inFlight, millis);
        changed(seat, before);
    }

    private void changed(Seat seat, int before) {
        int change = seat.cap.calls() - before;
        if (change == 0 || seat.isGone) {
            return;
        }
        learnt += change;
        if (seat.home == Seat.Home.COOLING) {
            learntByCooling += change;
        }
    }

    /** Calls that so many keys can have in flight, all of them or those that do not cool; 0 where that has no bound. */
    long slots(int keys, boolean coolingToo) {
        if (fixed != null) {
            return (long) keys * fixed;
        }
        return coolingToo ? learnt : learnt - learntByCooling;
    }
}
