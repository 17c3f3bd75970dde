package dev.keyway.admin.budget;

import dev.keyway.contract.control.WindowReport;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Window that a gateway reports and asks for.
 *
 * @param tenant whose it is
 * @param budget its hard budget; null: none
 */
record AskedWindow(
        Window window,
        WindowReport report,
        UUID tenant,
        @Nullable HardBudget budget) {

    /** The hard budget by which its gateway has refused; null: it has not, or there is none. */
    @Nullable
    UUID refusedBudget() {
        return budget == null || report.refusal() == null ? null : budget.id();
    }
}
