package dev.keyway.filters.keypool;

import org.jspecify.annotations.Nullable;

/** Sum of the limits of some seats of a lane. */
final class CapSum {

    private int seats;
    private long learnt;
    private int limited;
    private int unlimited;
    private long limits;

    void add(Seat seat) {
        count(seat, 1);
    }

    void remove(Seat seat) {
        count(seat, -1);
    }

    /** What a seat without a limit of its own has learnt has changed. */
    void learnt(int change) {
        learnt += change;
    }

    private void count(Seat seat, int sign) {
        seats += sign;
        Integer own = seat.limit;
        if (own == null) {
            learnt += (long) sign * seat.cap.calls();
        } else if (own == 0) {
            unlimited += sign;
        } else {
            limited += sign;
            limits += (long) sign * own;
        }
    }

    /** Calls that all of them can have in flight, without those of others; 0 where that has no bound. */
    long slots(@Nullable Integer fixed, @Nullable CapSum others) {
        if (unlimited > (others == null ? 0 : others.unlimited)) {
            return 0;
        }
        long own = limits - (others == null ? 0 : others.limits);
        if (fixed == null) {
            return own + learnt - (others == null ? 0 : others.learnt);
        }
        int rest = seats - limited - (others == null ? 0 : others.seats - others.limited);
        return fixed == 0 && rest > 0 ? 0 : own + (long) rest * fixed;
    }
}
