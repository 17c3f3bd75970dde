package dev.keyway.admin.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyway.admin.edit.Live;
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
 * @param softThresholds percent of the amount, with the raises in force, at which an alert is raised, while calls continue, ascending
 * @param raises what it has more, for a time; those that have ended are left out
 * @param window the current window; only where one budget is read, and in an effective policy
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
        long version,

        @Live @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        BudgetWindow window)
        implements Versioned {

    /** More dollars a window, until a moment. */
    public record Raise(UUID id, BigDecimal amount, Instant from, Instant until) {}

    /** Dollars that a window has at a moment: the amount, and the raises in force. */
    BigDecimal cap(Instant at) {
        return raises.stream()
                .filter(raise -> !raise.from().isAfter(at) && raise.until().isAfter(at))
                .map(Raise::amount)
                .reduce(amount, BigDecimal::add);
    }

    BudgetView with(BudgetWindow current) {
        return new BudgetView(
                id,
                tenantId,
                teamId,
                tokenId,
                period,
                amount,
                hard,
                strict,
                softThresholds,
                raises,
                createdAt,
                updatedAt,
                version,
                current);
    }

    Target target() {
        return new Target(tenantId, teamId, tokenId);
    }

    BudgetSettings settings() {
        return new BudgetSettings(amount, hard, strict, softThresholds);
    }
}
