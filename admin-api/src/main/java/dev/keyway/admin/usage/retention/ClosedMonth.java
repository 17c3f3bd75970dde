package dev.keyway.admin.usage.retention;

import java.math.BigDecimal;

/**
 * Closing sums of a month whose usage records were dropped.
 *
 * @param month in which the records arrived, in UTC, such as {@code 2026-03}
 * @param requests requests that were admitted
 * @param tokens tokens that these used
 * @param cost dollars, exact to the nano-dollar, without adjustments
 */
record ClosedMonth(String month, long requests, long tokens, BigDecimal cost) {}
