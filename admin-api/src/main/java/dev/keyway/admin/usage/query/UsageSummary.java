package dev.keyway.admin.usage.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Summary of usage.
 *
 * @param items groups in the order that was asked for; at most as many as {@code top}
 * @param more whether there are more groups
 * @param others sums of the groups that are not shown; null if all are shown
 * @param total sums of all records
 * @param previous sums of all records of the period before, and its range; only if they are asked for
 */
record UsageSummary(
        List<UsageGroup> items,
        boolean more,
        @Nullable UsageSums others,
        UsageSums total,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PreviousSums previous) {

    /**
     * Sums of the period before.
     *
     * @param others sums of the groups that are not shown now
     */
    record PreviousSums(UsageRange range, UsageSums others, UsageSums total) {}
}
