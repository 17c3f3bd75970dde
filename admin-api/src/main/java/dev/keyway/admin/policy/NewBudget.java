package dev.keyway.admin.policy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A budget to be.
 *
 * @param amount dollars a window
 * @param hard whether calls are refused when it is spent, or only told; none: they are refused
 * @param strict whether the most that a call can cost is reserved, so that nothing is overspent
 * @param softThresholds percent of the amount at which it alerts and goes on serving, 1 to 100; null: 80
 */
public record NewBudget(
        @NotNull Period period,
        @NotNull BigDecimal amount,
        @Nullable Boolean hard,
        boolean strict,
        @Nullable @Size(max = 20) List<@NotNull @Min(1) @Max(100) Integer> softThresholds) {}
