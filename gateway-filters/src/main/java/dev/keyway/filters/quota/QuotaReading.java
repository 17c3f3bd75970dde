package dev.keyway.filters.quota;

import dev.keyway.catalogue.quota.QuotaHeader;

/**
 * What one answer told of one limit.
 *
 * @param told which limit
 * @param limit the size of its bucket; 0 if not told
 * @param remaining what is left of it
 * @param resetMillis the time until its reset in milliseconds; negative if not told
 */
public record QuotaReading(QuotaHeader told, long limit, long remaining, long resetMillis) {

    /** Whether less is left than a request takes, or nothing. */
    public boolean hasNoRoomFor(RequestCost cost) {
        return remaining < Math.max(1, cost.of(told.unit()));
    }

    /** Whether enough is used for the rounding of what remains to matter little. */
    boolean tellsOfUse() {
        return limit - remaining >= 2L * told.grain();
    }
}
