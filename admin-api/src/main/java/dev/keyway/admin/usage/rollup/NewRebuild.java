package dev.keyway.admin.usage.rollup;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;

/**
 * Days of UTC whose sums are built again.
 *
 * @param from the first
 * @param to the last; at most 366 days are built again by one request
 */
record NewRebuild(@NotNull LocalDate from, @NotNull LocalDate to) {}
