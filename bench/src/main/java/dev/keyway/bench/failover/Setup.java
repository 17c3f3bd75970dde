package dev.keyway.bench.failover;

import dev.keyway.bench.rig.Schedule;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.FakeProviderBuilder;
import dev.keyway.testkit.provider.Latency;
import dev.keyway.testkit.provider.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The provider of the benchmark: each key at its own limit, a few failures, and one key that is taken away.
 *
 * @param duration how long load is offered
 * @param revokedAfter when one key is taken away
 * @param seed of arrivals and failures
 */
record Setup(
        Duration duration,
        Duration revokedAfter,
        long seed,
        Arrivals arrivals,
        RetryAfter retryAfter,
        LimitHeaders limitHeaders) {

    static final int KEYS = 10;
    static final double PER_SECOND = 2;
    static final int BURST = 4;
    static final Duration LATENCY = Duration.ofMillis(300);
    static final double FAILING = 0.01;

    /** Neither the first nor the last: a pool that avoids either end gains nothing. */
    static final int REVOKED = 6;

    /** How requests lie in time. */
    enum Arrivals {
        EVEN,
        POISSON
    }

    /** What a 429 says of the time to wait. */
    enum RetryAfter {
        EXACT,
        SECONDS,
        ABSENT
    }

    /** Whether answers say how much of the limit is left. */
    enum LimitHeaders {
        PRESENT,
        ABSENT
    }

    /** The keys, in the order in which a client would list them. */
    static List<String> keys() {
        return IntStream.rangeClosed(1, KEYS).mapToObj(i -> "bench-key-" + i).toList();
    }

    FakeProvider start() {
        FakeProviderBuilder builder = FakeProvider.builder()
                .keys(keys().toArray(String[]::new))
                .limit(RateLimit.requests(PER_SECOND, BURST))
                .latency(Latency.fixed(LATENCY))
                .failing(FAILING, seed)
                .record(100_000);
        switch (retryAfter) {
            case EXACT -> builder.retryAfterMillis();
            case SECONDS -> {}
            case ABSENT -> builder.withoutRetryAfter();
        }
        return limitHeaders == LimitHeaders.PRESENT
                ? builder.start()
                : builder.withoutLimitHeaders().start();
    }

    /** When requests are sent at a multiple of what one key serves: nanoseconds after the start. */
    long[] schedule(int times) {
        double perSecond = times * PER_SECOND;
        return switch (arrivals) {
            case EVEN -> Schedule.even(perSecond, duration.toNanos(), seed);
            case POISSON -> Schedule.poisson(perSecond, duration.toNanos(), seed);
        };
    }

    /** What the pool of all keys can serve. */
    Capacity pool() {
        return new Capacity(KEYS - 1, 1, this);
    }

    /** What one key that stays can serve. */
    Capacity oneKey() {
        return new Capacity(1, 0, this);
    }
}
