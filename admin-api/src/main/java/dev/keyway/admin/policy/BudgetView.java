package dev.keyway.admin.policy;

import dev.keyway.admin.edit.Versioned;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A budget, as the API shows one.
 *
 * @param amount dollars a window
 * @param softThresholds percent of the amount at which an alert is raised, while calls continue, ascending
 * @param raises what it has more, for a time; those that have ended are left out
 */
public record BudgetView(
        UUID id,
        UUID tenantId,
        @Nullable UUID teamId,
        @Nullable UUID tokenId,
        Period period,
        BigDecimal amount,
        boolean hard,
        boolean strict,
        List<Integer> softThresholds,
        List<Raise> raises,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements Versioned {

    /** More dollars a window, until a moment. */
    public record Raise(UUID id, BigDecimal amount, Instant from, Instant until) {}

    Target target() {
        return new Target(tenantId, teamId, tokenId);
    }

    BudgetSettings settings() {
        return new BudgetSettings(amount, hard, strict, softThresholds);
    }
}
