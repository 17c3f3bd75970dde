package dev.keyway.admin.policy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a budget.
 *
 * @param softThresholds percent of the amount, with the raises in force, at which an alert is raised, while calls continue, 1 to 100; null: 80
 */
record BudgetSettings(
        @NotNull BigDecimal amount,
        boolean hard,
        boolean strict,
        @Nullable @Size(max = 20) List<@NotNull @Min(1) @Max(100) Integer> softThresholds) {

    /** Amounts are the same however many zeros end them. */
    boolean saysTheSameAs(BudgetSettings other) {
        return amount.compareTo(other.amount) == 0
                && hard == other.hard
                && strict == other.strict
                && Objects.equals(softThresholds, other.softThresholds);
    }
}
