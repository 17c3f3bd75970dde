package dev.keyway.filters.model;

import org.jspecify.annotations.Nullable;

/**
 * Rate limits of one level.
 *
 * @param requestsPerMinute null for no limit of this kind, as with the others
 * @param tokensPerMinute input and output together
 * @param concurrentRequests requests at a time
 */
public record RateLimits(
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Long concurrentRequests) {

    /** No limit of any kind. */
    public static final RateLimits NONE = new RateLimits(null, null, null);
}
