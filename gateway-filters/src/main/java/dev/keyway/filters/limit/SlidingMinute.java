package dev.keyway.filters.limit;

import java.util.Arrays;

/** Sliding minute: the sum of the last 60 seconds, in slots of one second. Not thread-safe. */
final class SlidingMinute {

    static final int SECONDS = 60;

    private final long[] slots = new long[SECONDS];
    private long newest = Long.MIN_VALUE / 2;
    private long total;

    /** The sum at a second of a monotonic clock. */
    long total(long now) {
        advance(now);
        return total;
    }

    /**
     * Adds to the sum, or takes from it.
     *
     * @param second for which it counts; more than a minute ago it counts for nothing
     */
    void add(long second, long amount, long now) {
        advance(now);
        if (second > newest - SECONDS) {
            slots[slot(second)] += amount;
            total += amount;
        }
    }

    /** Seconds until the sum is at most so large if nothing is added; a minute if it never is. */
    int secondsUntil(long most, long now) {
        advance(now);
        long left = total;
        int waited = 0;
        while (left > most && waited < SECONDS) {
            waited++;
            left -= slots[slot(newest + waited)];
        }
        return waited;
    }

    private void advance(long now) {
        if (now <= newest) {
            return;
        }
        if (now - newest >= SECONDS) {
            Arrays.fill(slots, 0);
            total = 0;
        } else {
            for (long second = newest + 1; second <= now; second++) {
                total -= slots[slot(second)];
                slots[slot(second)] = 0;
            }
        }
        newest = now;
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }
}
