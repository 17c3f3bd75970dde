package dev.keyway.admin.overview;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.gateway.ConnectedGateways;
import dev.keyway.admin.pool.KeyPools;
import dev.keyway.admin.pool.PoolView;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.tenant.Teams;
import dev.keyway.admin.tenant.Tenants;
import dev.keyway.admin.usage.query.UsageTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds out what needs attention in the installation, and what is still to be set up. */
@Service
@Transactional(readOnly = true)
class Overview {

    private static final int SHOWN = 5;
    private static final Duration LATELY = Duration.ofDays(1);

    private static final String FAILING = """
            SELECT k.id, k.name, k.last4, p.id AS provider_id, p.name AS provider, f.attempts, f.failed FROM (
                SELECT key_id, sum(attempts) AS attempts,
                    coalesce(sum(attempts) FILTER (WHERE outcome_class NOT IN ('COMPLETED', 'CANCELLED')), 0) AS failed
                FROM usage_supply_quarter WHERE quarter >= quarter_hour(?::timestamptz) GROUP BY key_id) AS f
            JOIN provider_key k ON k.id = f.key_id AND k.deleted_at IS NULL
            JOIN provider p ON p.id = k.provider_id
            WHERE f.failed > 0 ORDER BY f.failed DESC, k.id LIMIT ?""";

    private static final String GATEWAYS = """
            SELECT w.id, w.name, w.seen_at, coalesce(%s, false) AS is_connected FROM gateway w
            WHERE w.revoked_at IS NULL AND w.disabled_at IS NULL AND w.signed_off_at IS NULL
            ORDER BY w.seen_at DESC NULLS LAST, w.id""".formatted(ConnectedGateways.CONDITION);

    private static final String SET_UP = """
            SELECT EXISTS (SELECT FROM provider WHERE deleted_at IS NULL AND disabled_at IS NULL) AS provider,
                EXISTS (SELECT FROM provider_key WHERE deleted_at IS NULL) AS key,
                EXISTS (SELECT FROM team WHERE deleted_at IS NULL) AS team,
                EXISTS (SELECT FROM proxy_token) AS token,
                EXISTS (SELECT FROM usage_consumer_quarter WHERE requests > 0) AS call""";

    private final JdbcClient jdbc;
    private final KeyPools pools;
    private final NearBudgets budgets;
    private final Tenants tenants;
    private final Teams teams;
    private final UsageTime time;
    private final Clock clock;

    Overview(
            JdbcClient jdbc,
            KeyPools pools,
            NearBudgets budgets,
            Tenants tenants,
            Teams teams,
            UsageTime time,
            Clock clock) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.budgets = budgets;
        this.tenants = tenants;
        this.teams = teams;
        this.time = time;
        this.clock = clock;
    }

    /** @throws ProblemException if the tenant or the team does not exist, or the team is given without its tenant */
    OverviewView read(@Nullable UUID tenant, @Nullable UUID team) {
        Scope scope = scope(tenant, team);
        return scope.tenant() == null ? ofInstallation() : of(scope);
    }

    private Scope scope(@Nullable UUID tenant, @Nullable UUID team) {
        if (tenant == null) {
            if (team != null) {
                throw ProblemException.invalid("tenant", "must be given with a team");
            }
            return Scope.INSTALLATION;
        }
        return team == null
                ? Scope.tenant(tenants.get(tenant).id())
                : Scope.team(tenant, teams.get(tenant, team).id());
    }

    private OverviewView of(Scope scope) {
        Instant now = clock.instant();
        return time.bounded(() -> new OverviewView(
                null, budgets.near(scope, now), budgets.month(scope, now).orElse(null), null, List.of(), setUp()));
    }

    private OverviewView ofInstallation() {
        Instant now = clock.instant();
        List<PoolView> all = pools.withKeys();
        List<PoolView> degraded =
                all.stream().filter(pool -> pool.states().lacksAny()).toList();
        return time.bounded(() -> new OverviewView(
                new OverviewView.PoolsNow(
                        all.size(),
                        degraded.size(),
                        degraded.stream().limit(SHOWN).toList()),
                budgets.near(Scope.INSTALLATION, now),
                budgets.month(Scope.INSTALLATION, now).orElse(null),
                gateways(now),
                failing(now),
                setUp()));
    }

    private OverviewView.GatewaysNow gateways(Instant now) {
        List<OverviewView.SilentGateway> silent = new ArrayList<>();
        int all = jdbc.sql(GATEWAYS)
                .param(ConnectedGateways.since(now))
                .query((row, n) -> row.getBoolean("is_connected") || silent.add(silent(row)))
                .list()
                .size();
        return new OverviewView.GatewaysNow(
                all - silent.size(), silent.size(), silent.stream().limit(SHOWN).toList());
    }

    private static OverviewView.SilentGateway silent(ResultSet row) throws SQLException {
        Timestamp seenAt = row.getTimestamp("seen_at");
        return new OverviewView.SilentGateway(
                row.getObject("id", UUID.class), row.getString("name"), seenAt == null ? null : seenAt.toInstant());
    }

    private List<OverviewView.FailingKey> failing(Instant now) {
        return jdbc.sql(FAILING)
                .params(Timestamp.from(now.minus(LATELY)), SHOWN)
                .query((row, n) -> new OverviewView.FailingKey(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("last4"),
                        row.getObject("provider_id", UUID.class),
                        row.getString("provider"),
                        row.getLong("attempts"),
                        row.getLong("failed")))
                .list();
    }

    private OverviewView.SetUp setUp() {
        return jdbc.sql(SET_UP)
                .query((row, n) -> new OverviewView.SetUp(
                        row.getBoolean("provider"),
                        row.getBoolean("key"),
                        row.getBoolean("team"),
                        row.getBoolean("token"),
                        row.getBoolean("call")))
                .single();
    }
}
