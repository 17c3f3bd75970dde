package dev.keyway.admin.policy;

import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A budget to be.
 *
 * @param amount dollars a window
 * @param hard whether calls are refused when it is spent, or only told; none: they are refused
 * @param strict whether the most that a call can cost is reserved, so that nothing is overspent
 */
public record NewBudget(
        @NotNull Period period,
        @NotNull BigDecimal amount,
        @Nullable Boolean hard,
        boolean strict) {}
