package dev.keyway.admin.budget;

import dev.keyway.admin.gateway.ConnectedGateways;
import dev.keyway.admin.usage.log.LogMark;
import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.window.Period;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of spend and of grants, for all windows of a report at once. */
@Component
class SpendRows {

    /** Far more than anybody spends, and sums of it are numbers still. */
    private static final long MOST_CAP = 4_000_000_000_000_000_000L;

    /** Budgets are found by their whole key: IS NOT DISTINCT FROM would use no index. */
    private static final String KNOWN = """
            SELECT a.place, x.tenant_id, x.name, b.id,
                least(b.nanos + (SELECT coalesce(sum(r.nanos), 0) FROM budget_raise r
                    WHERE r.budget_id = b.id AND r.from_at <= ? AND r.until_at > ?), ?)::bigint AS cap
            FROM unnest(?::text[], ?::uuid[], ?::text[]) WITH ORDINALITY AS a (scope, scope_id, period, place)
            JOIN LATERAL (
                SELECT id AS tenant_id, NULL::uuid AS team_id, name FROM tenant WHERE a.scope = 'TENANT' AND id = a.scope_id
                UNION ALL SELECT tenant_id, id, name FROM team WHERE a.scope = 'TEAM' AND id = a.scope_id
                UNION ALL SELECT tenant_id, team_id, name FROM proxy_token WHERE a.scope = 'TOKEN' AND id = a.scope_id) x ON true
            LEFT JOIN LATERAL (
                SELECT id, nanos FROM budget_policy WHERE a.scope = 'TENANT' AND hard AND period = a.period AND tenant_id = x.tenant_id
                    AND team_id IS NULL AND token_id IS NULL
                UNION ALL SELECT id, nanos FROM budget_policy WHERE a.scope = 'TEAM' AND hard AND period = a.period
                    AND tenant_id = x.tenant_id AND team_id = x.team_id AND token_id IS NULL
                UNION ALL SELECT id, nanos FROM budget_policy WHERE a.scope = 'TOKEN' AND hard AND period = a.period
                    AND tenant_id = x.tenant_id AND team_id = x.team_id AND token_id = a.scope_id) b ON true""";

    /** A row that is there is locked as well, in its place of the order, and not written. */
    private static final String LOCK = """
            INSERT INTO spend AS t (scope, scope_id, period, window_start, tenant_id)
            SELECT scope, scope_id, period, window_start, tenant_id
            FROM unnest(?::text[], ?::uuid[], ?::text[], ?::date[], ?::uuid[]) AS a (scope, scope_id, period, window_start, tenant_id)
            ORDER BY 1, 2, 3, 4
            ON CONFLICT (scope, scope_id, period, window_start) DO UPDATE SET nanos = t.nanos WHERE false""";

    private static final String SHARES = """
            SELECT s.scope, s.scope_id, s.period, s.window_start, s.nanos AS booked_by_all, g.gateway_id, g.log_id, g.granted_nanos,
                g.booked_nanos, g.spent_nanos, g.held_nanos, g.recent_nanos, g.wanted_nanos, g.wanted_since, g.reported_at,
                coalesce((w.log_id IS NULL OR w.log_id = g.log_id) AND %s, false) AS connected
            FROM unnest(?::text[], ?::uuid[], ?::text[], ?::date[]) AS a (scope, scope_id, period, window_start)
            JOIN spend s USING (scope, scope_id, period, window_start)
            LEFT JOIN spend_grant g USING (scope, scope_id, period, window_start)
            LEFT JOIN gateway w ON w.id = g.gateway_id""".formatted(ConnectedGateways.CONDITION);

    private static final String STORE = """
            INSERT INTO spend_grant AS t (scope, scope_id, period, window_start, gateway_id, log_id, tenant_id, granted_nanos, spent_nanos,
                held_nanos, recent_nanos, wanted_nanos, wanted_since, refusal, refused_budget, reported_at, answer)
            SELECT n.*, ?, ? FROM unnest(?::text[], ?::uuid[], ?::text[], ?::date[], ?::uuid[], ?::uuid[], ?::uuid[], ?::bigint[],
                ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::timestamptz[], ?::text[], ?::uuid[]) AS n
            ON CONFLICT (scope, scope_id, period, window_start, gateway_id, log_id) DO UPDATE SET
                granted_nanos = excluded.granted_nanos, spent_nanos = excluded.spent_nanos, held_nanos = excluded.held_nanos,
                recent_nanos = excluded.recent_nanos, wanted_nanos = excluded.wanted_nanos, wanted_since = excluded.wanted_since,
                refusal = coalesce(t.refusal, excluded.refusal), refused_budget = coalesce(excluded.refused_budget, t.refused_budget),
                reported_at = excluded.reported_at, answer = excluded.answer""";

    /** Counts an answer to a log, whose row is locked. */
    long nextAnswer(JdbcClient transaction, LogMark log) {
        return transaction
                .sql(
                        "UPDATE usage_log SET spend_answers = spend_answers + 1 WHERE gateway_id = ? AND log_id = ? RETURNING spend_answers")
                .params(log.gatewayId(), log.logId())
                .query(Long.class)
                .single();
    }

    /** The windows whose tenant, team or token is known, with their hard budgets. */
    List<AskedWindow> known(JdbcClient transaction, Map<Window, WindowReport> windows, Instant now) {
        List<Window> all = List.copyOf(windows.keySet());
        List<WindowReport> reports = List.copyOf(windows.values());
        List<AskedWindow> known = new ArrayList<>();
        transaction
                .sql(KNOWN)
                .params(
                        Timestamp.from(now),
                        Timestamp.from(now),
                        MOST_CAP,
                        column(all, Window::scope, String[]::new),
                        column(all, Window::scopeId, UUID[]::new),
                        column(all, window -> window.period().name(), String[]::new))
                .query(row -> {
                    int place = row.getInt("place") - 1;
                    known.add(new AskedWindow(
                            all.get(place), reports.get(place), row.getObject("tenant_id", UUID.class), budget(row)));
                });
        return known;
    }

    /** Locks the spend of the windows in the order of their keys, as ingest does. */
    void lock(JdbcClient transaction, List<AskedWindow> asked) {
        List<Window> windows = asked.stream().map(AskedWindow::window).toList();
        int unused = transaction
                .sql(LOCK)
                .params(Stream.concat(keys(windows), Stream.of(column(asked, AskedWindow::tenant, UUID[]::new)))
                        .toList())
                .update();
    }

    /** By window, whose spend is locked. */
    Map<Window, WindowShares> shares(JdbcClient transaction, List<AskedWindow> asked, Instant now) {
        List<Window> windows = asked.stream().map(AskedWindow::window).toList();
        Map<Window, WindowShares> shares = new HashMap<>();
        transaction
                .sql(SHARES)
                .params(Stream.concat(Stream.of(ConnectedGateways.since(now)), keys(windows))
                        .toList())
                .query(row -> {
                    Window window = new Window(
                            row.getString("scope"),
                            row.getObject("scope_id", UUID.class),
                            Period.valueOf(row.getString("period")),
                            row.getObject("window_start", LocalDate.class));
                    long booked = row.getLong("booked_by_all");
                    WindowShares all = shares.computeIfAbsent(window, unused -> new WindowShares(booked));
                    if (row.getObject("gateway_id") != null) {
                        all.shares().add(share(row));
                    }
                });
        return shares;
    }

    /** @param shares of one log, in the order of the windows */
    void store(JdbcClient transaction, List<AskedWindow> asked, List<Share> shares, long answer) {
        if (shares.isEmpty()) {
            return;
        }
        List<Window> windows = asked.stream().map(AskedWindow::window).toList();
        List<Object> parameters = new ArrayList<>();
        parameters.add(Timestamp.from(shares.getFirst().reportedAt()));
        parameters.add(answer);
        keys(windows).forEach(parameters::add);
        parameters.add(column(shares, Share::gateway, UUID[]::new));
        parameters.add(column(shares, Share::log, UUID[]::new));
        parameters.add(column(asked, AskedWindow::tenant, UUID[]::new));
        parameters.add(column(shares, Share::granted, Long[]::new));
        parameters.add(column(shares, Share::spent, Long[]::new));
        parameters.add(column(shares, Share::held, Long[]::new));
        parameters.add(column(shares, Share::recent, Long[]::new));
        parameters.add(column(shares, Share::wanted, Long[]::new));
        parameters.add(column(shares, share -> timestamp(share.wantedSince()), Timestamp[]::new));
        parameters.add(column(asked, window -> window.report().refusal(), String[]::new));
        parameters.add(column(asked, AskedWindow::refusedBudget, UUID[]::new));
        int unused = transaction.sql(STORE).params(parameters).update();
    }

    private static @Nullable HardBudget budget(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return id == null ? null : new HardBudget(id, row.getString("name"), row.getLong("cap"));
    }

    private static Share share(ResultSet row) throws SQLException {
        Timestamp wantedSince = row.getTimestamp("wanted_since");
        return new Share(
                row.getObject("gateway_id", UUID.class),
                row.getObject("log_id", UUID.class),
                row.getLong("granted_nanos"),
                row.getLong("booked_nanos"),
                row.getLong("spent_nanos"),
                row.getLong("held_nanos"),
                row.getLong("recent_nanos"),
                row.getLong("wanted_nanos"),
                wantedSince == null ? null : wantedSince.toInstant(),
                row.getTimestamp("reported_at").toInstant(),
                row.getBoolean("connected"));
    }

    /** Scopes, their IDs, periods and first dates: the key of spend. */
    static Stream<Object> keys(List<Window> windows) {
        return Stream.of(
                column(windows, Window::scope, String[]::new),
                column(windows, Window::scopeId, UUID[]::new),
                column(windows, window -> window.period().name(), String[]::new),
                column(windows, window -> window.start().toString(), String[]::new));
    }

    static <T, V> Object column(Collection<T> rows, Function<T, @Nullable V> value, IntFunction<@Nullable V[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
