package dev.keyway.filters.poolstate;

import java.time.Duration;

/**
 * Pace of the state file, which grows with the number of keys: what takes longer than 20 ms to write is written less often, but at
 * least once a minute. What the file lacks is in the log until then. Not thread-safe.
 */
final class WritePace {

    private static final long QUICK_NANOS = Duration.ofMillis(20).toNanos();
    private static final int PAUSE = 1_000;
    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

    private long dueNanos;
    private boolean begun;

    /** Whether it is to be written again. */
    boolean isDue(long nowNanos) {
        return !begun || nowNanos - dueNanos >= 0;
    }

    /** It was written. */
    void written(long beganNanos, long endedNanos) {
        begun = true;
        long slowNanos = Math.max(0, endedNanos - beganNanos - QUICK_NANOS);
        dueNanos = endedNanos + Math.min(LONGEST_NANOS, PAUSE * slowNanos);
    }
}
