package dev.keyway.admin.overview;

import dev.keyway.admin.policy.Period;
import dev.keyway.admin.pool.PoolView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Overview of the installation, or of a tenant or a team.
 *
 * @param pools null for a tenant or a team: they share the pools
 * @param month null: there is no budget of a month
 * @param gateways null for a tenant or a team
 * @param keys those of which most attempts failed in the last 24 hours; none for a tenant or a team
 */
public record OverviewView(
        @Nullable PoolsNow pools,
        BudgetsNow budgets,
        @Nullable MonthNow month,
        @Nullable GatewaysNow gateways,
        List<FailingKey> keys,
        SetUp setUp) {

    /**
     * Key pools that have keys.
     *
     * @param degraded pools of which a key that should serve does not
     * @param items the worst of these
     */
    public record PoolsNow(int all, int degraded, List<PoolView> items) {}

    /**
     * Budgets of which 80 % or more is spent in their present window.
     *
     * @param near number of them, up to 100
     * @param items those of which most is spent
     */
    public record BudgetsNow(int near, List<NearBudget> items) {}

    /**
     * Budget that is nearly or wholly spent.
     *
     * @param booked dollars spent in its present window
     * @param cap dollars that may be spent in it, with raises
     * @param percent of the cap
     * @param hard whether calls are refused when it is spent
     */
    public record NearBudget(
            UUID id,
            UUID tenantId,
            String tenant,
            @Nullable UUID teamId,
            @Nullable String team,
            @Nullable UUID tokenId,
            @Nullable String token,
            Period period,
            BigDecimal booked,
            BigDecimal cap,
            int percent,
            boolean hard) {}

    /**
     * This month of the tenants that have a budget of a month, each in its own zone; or that of the team.
     *
     * @param booked dollars
     * @param cap dollars
     */
    public record MonthNow(int tenants, BigDecimal booked, BigDecimal cap) {}

    /**
     * Gateways in use.
     *
     * @param silent gateways that are neither disabled nor signed off, and do not call
     * @param items those of them that called last
     */
    public record GatewaysNow(int connected, int silent, List<SilentGateway> items) {}

    /** @param seenAt when it called last; null: it never did */
    public record SilentGateway(
            UUID id, String name, @Nullable Instant seenAt) {}

    public record FailingKey(
            UUID id, String name, String last4, UUID providerId, String provider, long attempts, long failed) {}

    /** Steps that lead to the first call: whether each is done. */
    public record SetUp(boolean provider, boolean key, boolean team, boolean token, boolean call) {}
}
