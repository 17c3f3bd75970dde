package dev.keyway.filters.limit;

import dev.keyway.filters.model.Level;
import java.time.Duration;

/**
 * What is left of a rate or of the concurrency.
 *
 * @param level whose limit it is
 * @param limit of this gateway
 * @param resetIn when one more is free, if nothing is added
 */
public record RateLeft(Level level, Kind kind, long limit, long left, Duration resetIn) {

    /** Kind of a limit. */
    public enum Kind {
        /** Requests per minute. */
        REQUESTS,
        /** Tokens per minute. */
        TOKENS,
        /** Concurrent requests. */
        CONCURRENT
    }
}
