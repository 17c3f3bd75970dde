package dev.keyway.filters.limit;

import org.jspecify.annotations.Nullable;

/**
 * Share of this gateway in rates and concurrency, which gateways do not count together.
 *
 * @param gateways that are connected, at least 1
 */
record Share(int gateways) {

    /** Share of a limit; null if there is no limit. */
    @Nullable
    Long of(@Nullable Long limit) {
        return limit == null || gateways == 1 ? limit : Long.valueOf(Math.min(limit, Math.max(1, limit / gateways)));
    }
}
