package dev.keyway.contract.config;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant, a team or a token may spend in a window of the tenant's calendar.
 *
 * @param teamId null: the tenant's
 * @param tokenId null: the team's, or the tenant's
 * @param period {@code DAY}, {@code WEEK}, {@code MONTH} or {@code TOTAL}
 * @param nanos nano-dollars a window
 * @param hard whether calls are refused when it is spent
 * @param strict whether the most that a call can cost is reserved
 * @param softThresholds percent of it at which an alert is due, ascending
 */
public record BudgetPolicy(
        UUID id,
        UUID tenantId,
        @Nullable UUID teamId,
        @Nullable UUID tokenId,
        String period,
        long nanos,
        boolean hard,
        boolean strict,
        List<Integer> softThresholds,
        List<BudgetRaise> raises) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public BudgetPolicy {
        raises = raises == null ? List.of() : List.copyOf(raises);
        softThresholds = softThresholds == null ? List.of() : List.copyOf(softThresholds);
    }
}
