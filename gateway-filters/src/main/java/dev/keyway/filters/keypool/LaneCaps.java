package dev.keyway.filters.keypool;

import org.jspecify.annotations.Nullable;

/**
 * How many calls the keys of a lane may have in flight: a key's own limit, else the number that is set for all of them, else
 * what each has learnt.
 */
final class LaneCaps {

    /** Null where it is learnt; 0 for no bound. */
    private @Nullable Integer fixed;

    private final CapSum all = new CapSum();
    private final CapSum cooling = new CapSum();

    LaneCaps(@Nullable Integer fixed) {
        this.fixed = fixed;
    }

    void adopt(@Nullable Integer other) {
        fixed = other;
    }

    boolean isFull(Seat seat) {
        int bound = seat.limit != null ? seat.limit : fixed != null ? fixed : seat.cap.calls();
        return bound > 0 && seat.inFlight >= bound;
    }

    void joined(Seat seat, @Nullable Integer limit) {
        seat.limit = limit;
        all.add(seat);
    }

    void left(Seat seat) {
        all.remove(seat);
    }

    /** The key of a seat in the lane now has this limit of its own; null for none. */
    void limit(Seat seat, @Nullable Integer limit) {
        boolean isCooling = seat.home == Seat.Home.COOLING;
        all.remove(seat);
        if (isCooling) {
            cooling.remove(seat);
        }
        seat.limit = limit;
        all.add(seat);
        if (isCooling) {
            cooling.add(seat);
        }
    }

    void beganToCool(Seat seat) {
        cooling.add(seat);
    }

    void ceasedToCool(Seat seat) {
        cooling.remove(seat);
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
        if (change == 0 || seat.isGone || seat.limit != null) {
            return;
        }
        all.learnt(change);
        if (seat.home == Seat.Home.COOLING) {
            cooling.learnt(change);
        }
    }

    /** Calls that all keys, or those that do not cool, can have in flight; 0 where that has no bound. */
    long slots(boolean coolingToo) {
        return all.slots(fixed, coolingToo ? null : cooling);
    }
}
