package dev.keyway.filters.keypool.timing;

import java.time.Instant;

/** Timers of a pool, soonest first. Times are milliseconds since the epoch. */
public final class Timers {

    public static final long NEVER = Long.MAX_VALUE;

    private static final long DEADLINES_LAST = 1L << 62;

    private final IndexedHeap<Timed> pending = new IndexedHeap<>();
    private long sequence;

    /** The first whole millisecond that is not before a moment. */
    public static long millis(Instant moment) {
        if (moment.getEpochSecond() >= Long.MAX_VALUE / 1000 - 1) {
            return NEVER;
        }
        if (moment.getEpochSecond() < 0) {
            return 0;
        }
        return moment.plusNanos(999_999).toEpochMilli();
    }

    /**
     * The last whole millisecond that is not after a moment: the end of a wait that a provider stated, counted from a moment whose
     * own whole millisecond has begun before it. Rounded up, a wait of 45 s would be 45.001 s, and be told as 46.
     */
    public static long wholeMillis(Instant moment) {
        return millis(moment.minusNanos(999_999));
    }

    public void schedule(Timed timed, long at) {
        long second = (timed.isBeforeDeadlines() ? 0 : DEADLINES_LAST) + sequence++;
        if (!timed.isInHeap()) {
            pending.add(timed, at, second);
        } else {
            pending.move(timed, at, second);
        }
    }

    /** As {@link #schedule}, unless it falls due sooner already. */
    public void scheduleNoLater(Timed timed, long at) {
        if (!timed.isInHeap() || pending.firstOf(timed) > at) {
            schedule(timed, at);
        }
    }

    public void cancel(Timed timed) {
        if (timed.isInHeap()) {
            pending.remove(timed);
        }
    }

    /** When the next falls due, or {@link #NEVER}. */
    public long next() {
        Timed least = pending.least();
        return least == null ? NEVER : pending.firstOf(least);
    }

    public void fire(long now) {
        while (next() <= now) {
            Timed due = pending.least();
            if (due == null) {
                return;
            }
            pending.remove(due);
            due.due();
        }
    }
}
