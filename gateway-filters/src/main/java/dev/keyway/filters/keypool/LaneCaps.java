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

    /** A 429 named no limit as its reason. Due before the call is taken back; {@code now} is the turn of this moment. */
    void refused(PoolPermit permit, long now) {
        Seat seat = permit.seat();
        int before = seat.cap.calls();
        if (seat.cap.refused(permit.turn(), seat.inFlight, now)) {
            changed(seat, before);
        }
    }

    /** Due before the call is taken back. */
    void served(PoolPermit permit) {
        Seat seat = permit.seat();
        int before = seat.cap.calls();
        if (seat.cap.served(permit.turn(), seat.inFlight)) {
            changed(seat, before);
        }
    }

    private void changed(Seat seat, int before) {
        int change = seat.cap.calls() - before;
        if (seat.isGone) {
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
