package dev.keyway.admin.usage.query;

import java.util.List;

/**
 * Summary of usage.
 *
 * @param items groups, dearest first; at most 1000
 * @param more whether there are more groups; {@code total} includes them
 * @param total sums of all records
 */
record UsageSummary(List<UsageGroup> items, boolean more, UsageSums total) {}
