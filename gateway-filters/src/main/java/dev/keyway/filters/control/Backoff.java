package dev.keyway.filters.control;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Backoff between attempts: doubles up to a bound, with jitter, so that gateways do not all call at once. Not thread-safe. */
public final class Backoff {

    private static final int MOST_DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    /**
     * Begins without a failure.
     *
     * @param first wait after the first failure, before jitter
     * @param longest longest wait
     */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** How long to wait after one more failure: between half of the doubled time and all of it. */
    public Duration next() {
        long whole = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }

    /** Something succeeded. */
    public void reset() {
        failures = 0;
    }
}
