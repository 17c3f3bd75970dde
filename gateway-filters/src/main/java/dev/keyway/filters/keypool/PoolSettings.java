package dev.keyway.filters.keypool;

import dev.keyway.filters.model.Strategy;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How one provider's pool behaves.
 *
 * @param maxInFlightPerKey calls that one key may have in flight for one model; 0 for no limit, null for what each key learns
 * @param maxQueued demands that may wait for one model
 * @param strategy how calls are spread
 * @param longestBackoff longest cooldown of the backoff for server errors
 * @param resetTime when the daily counts and the backoff reset
 * @param resetZone the time zone of {@code resetTime}
 */
public record PoolSettings(
        @Nullable Integer maxInFlightPerKey,
        int maxQueued,
        Strategy strategy,
        Duration longestBackoff,
        LocalTime resetTime,
        ZoneId resetZone) {

    /** What holds for a gateway standing alone: calls per key and model as is learnt, 1,000 waiting, reset at 00:00 UTC. */
    public static final PoolSettings DEFAULT =
            new PoolSettings(null, 1000, Strategy.BALANCED, Duration.ofHours(2), LocalTime.MIDNIGHT, ZoneOffset.UTC);

    public PoolSettings {
        if (maxInFlightPerKey != null && maxInFlightPerKey < 0) {
            throw new IllegalArgumentException("maxInFlightPerKey must be null (learned), 0 (no limit) or more");
        }
        if (maxQueued < 0) {
            throw new IllegalArgumentException("maxQueued must be 0 or more");
        }
        if (!longestBackoff.isPositive()) {
            throw new IllegalArgumentException("longestBackoff must be positive");
        }
    }

    /** The same with another limit of calls in flight per key and model; 0 for none, null for what is learnt. */
    public PoolSettings withMaxInFlightPerKey(@Nullable Integer limit) {
        return new PoolSettings(limit, maxQueued, strategy, longestBackoff, resetTime, resetZone);
    }

    /** The same with another bound of the queue. */
    public PoolSettings withMaxQueued(int bound) {
        return new PoolSettings(maxInFlightPerKey, bound, strategy, longestBackoff, resetTime, resetZone);
    }

    /** The same with another strategy. */
    public PoolSettings withStrategy(Strategy other) {
        return new PoolSettings(maxInFlightPerKey, maxQueued, other, longestBackoff, resetTime, resetZone);
    }
}
