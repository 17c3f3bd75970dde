package dev.keyway.admin.usage.savings;

import java.math.BigDecimal;

/**
 * Savings of the records that a filter finds.
 *
 * @param failedAttempts attempts that failed and were billed, or may have been
 * @param failedCost dollars that they cost
 * @param cachedAttempts attempts that read from a provider's prompt cache or wrote to it
 * @param cacheSavings dollars that prompt caches saved: what these attempts would have cost by their own price lists with every cached
 *     token as a fresh one, less what they cost by them. Negative if writing to caches cost more than reading saved
 * @param unknownAttempts those of the cached attempts whose price list has not all prices, or that have none; they are in no sum
 */
record UsageSavings(
        long failedAttempts,
        BigDecimal failedCost,
        long cachedAttempts,
        BigDecimal cacheSavings,
        long unknownAttempts) {}
