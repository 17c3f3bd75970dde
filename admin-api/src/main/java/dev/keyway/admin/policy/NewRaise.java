package dev.keyway.admin.policy;

import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * More for a time.
 *
 * @param amount dollars a window, beside the budget's own
 * @param until when it ends
 */
record NewRaise(@NotNull BigDecimal amount, @NotNull Instant until) {}
