package dev.keyway.admin.overview;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.policy.Period;
import dev.keyway.contract.window.AdmissionDate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds budgets of which most is spent in their present windows. */
@Component
class NearBudgets {

    private static final int NEAR_PERCENT = 80;
    private static final int MOST = 100;
    private static final int SHOWN = 5;

    private static final String WINDOWS = """
            FROM unnest(?::text[], ?::text[], ?::date[]) AS w (zone, period, window_start)
            JOIN tenant t ON t.zone = w.zone AND t.deleted_at IS NULL AND (?::uuid IS NULL OR t.id = ?::uuid)
            JOIN budget_policy b ON b.tenant_id = t.id AND b.period = w.period AND (?::uuid IS NULL OR b.team_id = ?::uuid)
            """;

    private static final String CAP = """
            CROSS JOIN LATERAL (
                SELECT b.nanos + coalesce(sum(r.nanos), 0) AS cap FROM budget_raise r
                WHERE r.budget_id = b.id AND r.from_at <= ?::timestamptz AND r.until_at > ?::timestamptz) c
            """;

    private static final String NEAR = """
            SELECT b.id, t.id AS tenant_id, t.name AS tenant, b.team_id, m.name AS team, b.token_id, p.name AS token, b.period, b.hard,
                s.nanos, c.cap::bigint AS cap
            """ + WINDOWS + """
            JOIN spend s ON s.scope = CASE WHEN b.token_id IS NOT NULL THEN 'TOKEN' WHEN b.team_id IS NOT NULL THEN 'TEAM' ELSE 'TENANT' END
                AND s.scope_id = coalesce(b.token_id, b.team_id, b.tenant_id) AND s.period = w.period AND s.window_start = w.window_start
            LEFT JOIN team m ON m.id = b.team_id LEFT JOIN proxy_token p ON p.id = b.token_id
            """ + CAP + """
            WHERE s.nanos > 0 AND s.nanos * numeric '100' >= c.cap * ? AND m.deleted_at IS NULL AND p.revoked_at IS NULL
            ORDER BY s.nanos / greatest(c.cap, 1) DESC, b.id LIMIT ?""";

    private static final String MONTH = """
            SELECT count(*) AS tenants, coalesce(sum(s.nanos), 0)::bigint AS nanos, coalesce(sum(c.cap), 0)::bigint AS cap
            """ + WINDOWS + """
            LEFT JOIN spend s ON s.scope = CASE WHEN b.team_id IS NULL THEN 'TENANT' ELSE 'TEAM' END
                AND s.scope_id = coalesce(b.team_id, b.tenant_id) AND s.period = w.period AND s.window_start = w.window_start
            """ + CAP + """
            WHERE (b.team_id IS NULL OR ?) AND b.token_id IS NULL AND b.period = 'MONTH'""";

    private final JdbcClient jdbc;

    NearBudgets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    OverviewView.BudgetsNow near(Scope scope, Instant now) {
        List<@Nullable Object> values = values(scope, now);
        values.addAll(List.of(NEAR_PERCENT, MOST));
        List<OverviewView.NearBudget> near =
                jdbc.sql(NEAR).params(values).query((row, n) -> budget(row)).list();
        return new OverviewView.BudgetsNow(
                near.size(), near.stream().limit(SHOWN).toList());
    }

    /** Of the tenants of the scope, or of its team. */
    Optional<OverviewView.MonthNow> month(Scope scope, Instant now) {
        List<@Nullable Object> values = values(scope, now);
        values.add(scope.team() != null);
        return jdbc.sql(MONTH)
                .params(values)
                .query((row, n) -> new OverviewView.MonthNow(
                        row.getInt("tenants"), Money.dollars(row.getLong("nanos")), Money.dollars(row.getLong("cap"))))
                .optional()
                .filter(month -> month.tenants() > 0);
    }

    private List<@Nullable Object> values(Scope scope, Instant now) {
        List<Window> windows = windows(now);
        Timestamp moment = Timestamp.from(now);
        return new ArrayList<@Nullable Object>(Arrays.asList(
                windows.stream().map(Window::zone).toArray(String[]::new),
                windows.stream().map(window -> window.period().name()).toArray(String[]::new),
                windows.stream().map(window -> window.start().toString()).toArray(String[]::new),
                scope.tenant(),
                scope.tenant(),
                scope.team(),
                scope.team(),
                moment,
                moment));
    }

    private List<Window> windows(Instant now) {
        return jdbc
                .sql("SELECT DISTINCT zone FROM tenant WHERE deleted_at IS NULL")
                .query((row, n) -> row.getString(1))
                .list()
                .stream()
                .flatMap(zone -> Arrays.stream(dev.keyway.contract.window.Period.values())
                        .map(period -> Window.of(zone, period, now)))
                .toList();
    }

    private static OverviewView.NearBudget budget(ResultSet row) throws SQLException {
        long nanos = row.getLong("nanos");
        long cap = row.getLong("cap");
        return new OverviewView.NearBudget(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getString("tenant"),
                row.getObject("team_id", UUID.class),
                row.getString("team"),
                row.getObject("token_id", UUID.class),
                row.getString("token"),
                Period.valueOf(row.getString("period")),
                Money.dollars(nanos),
                Money.dollars(cap),
                cap == 0 ? 100 : (int) Math.min(9999, Math.floor(100.0 * nanos / cap)),
                row.getBoolean("hard"));
    }

    private record Window(String zone, dev.keyway.contract.window.Period period, LocalDate start) {

        static Window of(String zone, dev.keyway.contract.window.Period period, Instant now) {
            ZoneId of = AdmissionDate.zone(zone);
            return new Window(zone, period, period.start(LocalDate.ofInstant(now, of)));
        }
    }
}
