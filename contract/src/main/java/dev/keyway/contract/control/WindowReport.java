package dev.keyway.contract.control;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Report of one budget window, in nano-dollars. All amounts are absolute, so that a report may be lost or repeated.
 *
 * @param scope {@code TENANT}, {@code TEAM} or {@code TOKEN}
 * @param period {@code DAY}, {@code WEEK}, {@code MONTH} or {@code TOTAL}
 * @param windowStart first local date of the window
 * @param ceilingNanos the most that {@code spentNanos} and {@code heldNanos} will reach together until the gateway is given a higher
 *     ceiling: what was granted above it is given back; null if the gateway has none
 * @param spentNanos what the requests of this log have cost since the first answer about this window, booked or not
 * @param heldNanos estimates of the requests in progress, and of one that waits for more of another budget
 * @param wantedNanos by how much the ceiling is too low for a request that waits; 0 if none does
 * @param recentNanos what it has spent in the last minute
 * @param refusal stable code of a refusal in the window that no answered report has told of; null if there is none
 */
public record WindowReport(
        String scope,
        UUID scopeId,
        String period,
        LocalDate windowStart,
        @Nullable Long ceilingNanos,
        long spentNanos,
        long heldNanos,
        long wantedNanos,
        long recentNanos,
        @Nullable String refusal) {}
