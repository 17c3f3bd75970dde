package dev.keyway.contract.control;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Spend of one budget window, in nano-dollars.
 *
 * @param scope {@code TENANT}, {@code TEAM} or {@code TOKEN}
 * @param period {@code DAY}, {@code WEEK}, {@code MONTH} or {@code TOTAL}
 * @param windowStart first local date of the window
 * @param bookedNanos what is booked, by all gateways and with adjustments
 * @param bookedHereNanos the part of {@code bookedNanos} that is of the log's own events since its first answer about this window
 * @param grantedElsewhereNanos what other gateways may still spend
 * @param ceilingNanos the most that the gateway may spend, counted as {@code bookedHereNanos} is. If it is lower than before, the
 *     gateway gives back what it does not need, and says so in its next report; null if there is no hard budget
 */
public record WindowSpend(
        String scope,
        UUID scopeId,
        String period,
        LocalDate windowStart,
        long bookedNanos,
        long bookedHereNanos,
        long grantedElsewhereNanos,
        @Nullable Long ceilingNanos) {}
