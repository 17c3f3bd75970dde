package dev.keyway.filters.limit;

import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a budget, in nano-dollars.
 *
 * @param level whose budget it is
 * @param cap amount and raises in force
 * @param spent what is spent in the window; null if it is not known here
 * @param held held by requests in progress, at this gateway
 * @param resetsAt when the next window begins; null for never
 */
public record BudgetLeft(
        Level level,
        Period period,
        boolean hard,
        boolean strict,
        long cap,
        @Nullable Long spent,
        long held,
        @Nullable Instant resetsAt) {

    static BudgetLeft of(Scope scope, Spending.Bound bound, Instant now, Resets resets) {
        WindowState state = bound.state();
        return new BudgetLeft(
                scope.level(),
                bound.budget().period(),
                bound.budget().hard(),
                bound.budget().strict(),
                bound.cap(now),
                state.isKnown() ? state.booked() + scope.spending().unbooked(bound.window()) : null,
                scope.spending().held(bound.window()),
                resets.of(bound.window()));
    }

    /** What is left for further requests; null if it is not known here. */
    public @Nullable Long left() {
        return spent == null ? null : Math.max(0, cap - spent - held);
    }
}
