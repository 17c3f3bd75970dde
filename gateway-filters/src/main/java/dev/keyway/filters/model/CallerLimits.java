package dev.keyway.filters.model;

import org.jspecify.annotations.Nullable;

/**
 * Limits of a caller. Not enforced yet.
 *
 * @param requestsPerMinute null for no limit of this kind, as with the others
 * @param tokensPerMinute input and output together
 * @param concurrentRequests requests at a time
 */
public record CallerLimits(
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Long concurrentRequests) {}
