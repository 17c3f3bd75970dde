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
 * @param hard whether calls are rejected when it is spent, or only an alert is raised; none: they are rejected
 * @param strict whether the most that a call can cost is reserved, so that nothing is overspent
 * @param softThresholds percent of the amount, with the raises in force, at which an alert is raised, while calls continue, 1 to 100; null: 80
 */
public record NewBudget(
        @NotNull Period period,
        @NotNull BigDecimal amount,
        @Nullable Boolean hard,
        boolean strict,
        @Nullable @Size(max = 20) List<@NotNull @Min(1) @Max(100) Integer> softThresholds) {}
