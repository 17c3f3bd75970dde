package dev.keyway.admin.usage.retention;

import java.util.List;

/**
 * Months whose usage records were dropped.
 *
 * @param items the latest first
 */
record ClosedMonthList(List<ClosedMonth> items) {}
