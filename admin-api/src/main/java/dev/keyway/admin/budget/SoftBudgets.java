package dev.keyway.admin.budget;

import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.Alerts;
import dev.keyway.admin.database.Pipeline;
import dev.keyway.contract.window.AdmissionDate;
import dev.keyway.contract.window.Period;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Raises an alert where booked spend passes a threshold of a budget, once in each window. Each replica looks, one at a time; what was
 * raised is recorded with it. Looks are at tenants whose spend has changed since; each minute at all, as budgets change as well.
 */
@Component
class SoftBudgets {

    private static final Duration ALL = Duration.ofMinutes(1);
    private static final String FROM_THE_BEGINNING = "0";

    private static final String PASSED = """
            SELECT b.id, b.tenant_id, s.scope, s.scope_id, w.period, w.window_start, p.percent, s.nanos, c.cap, CASE s.scope
                WHEN 'TENANT' THEN t.name
                WHEN 'TEAM' THEN (SELECT name FROM team WHERE id = s.scope_id)
                ELSE (SELECT name FROM proxy_token WHERE id = s.scope_id) END AS name
            FROM unnest(?::text[], ?::text[], ?::date[], ?::timestamptz[]) AS w (zone, period, window_start, at)
            JOIN tenant t ON t.zone = w.zone AND t.deleted_at IS NULL
            JOIN spend n ON n.scope = 'TENANT' AND n.scope_id = t.id AND n.period = 'TOTAL' AND n.window_start = date '1970-01-01'
            JOIN budget_policy b ON b.tenant_id = t.id AND b.period = w.period AND b.created_at <= w.at
            JOIN spend s ON s.scope = CASE WHEN b.token_id IS NOT NULL THEN 'TOKEN' WHEN b.team_id IS NOT NULL THEN 'TEAM' ELSE 'TENANT' END
                AND s.scope_id = coalesce(b.token_id, b.team_id, b.tenant_id) AND s.period = w.period AND s.window_start = w.window_start
            CROSS JOIN LATERAL (
                SELECT b.nanos + coalesce(sum(r.nanos), 0) AS cap FROM budget_raise r
                WHERE r.budget_id = b.id AND r.from_at <= w.at AND r.until_at > w.at) c
            CROSS JOIN LATERAL unnest(b.soft_thresholds) AS p (percent)
            WHERE n.written >= ?::xid8 AND s.nanos > 0 AND s.nanos * numeric '100' >= c.cap * p.percent AND NOT EXISTS (
                SELECT FROM budget_alert a WHERE a.budget_id = b.id AND a.window_start = w.window_start AND a.percent = p.percent)""";

    private final Pipeline pipeline;
    private final Alerts alerts;
    private final Clock clock;

    /** Transactions before it were looked at. */
    private volatile String since = FROM_THE_BEGINNING;

    private volatile Instant lookedAtAll = Instant.EPOCH;

    SoftBudgets(Pipeline pipeline, Alerts alerts, Clock clock) {
        this.pipeline = pipeline;
        this.alerts = alerts;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 5, initialDelay = 5, timeUnit = TimeUnit.SECONDS)
    void look() {
        Instant now = clock.instant();
        boolean all = !now.isBefore(lookedAtAll.plus(ALL));
        String from = all ? FROM_THE_BEGINNING : since;
        String next = pipeline.write(transaction -> look(transaction, now, from));
        if (!next.equals(FROM_THE_BEGINNING)) {
            since = next;
            lookedAtAll = all ? now : lookedAtAll;
        }
    }

    /** @return the oldest transaction that may not have been seen; 0 if another replica looks */
    private String look(JdbcClient transaction, Instant now, String from) {
        String next = transaction
                .sql(
                        "SELECT CASE WHEN pg_try_advisory_xact_lock(hashtext('keyway.budget.soft')) THEN pg_snapshot_xmin(pg_current_snapshot())::text ELSE '0' END")
                .query(String.class)
                .single();
        if (!next.equals(FROM_THE_BEGINNING)) {
            passed(transaction, now, from).stream()
                    .sorted(Comparator.comparing(one -> one.alert().occasion()))
                    .forEach(one -> raise(transaction, one, now));
        }
        return next;
    }

    private List<PassedThreshold> passed(JdbcClient transaction, Instant now, String from) {
        List<WatchedWindow> windows = transaction
                .sql("SELECT DISTINCT zone FROM tenant WHERE deleted_at IS NULL ORDER BY zone")
                .query((row, n) -> row.getString(1))
                .list()
                .stream()
                .flatMap(zone -> windows(zone, now).stream())
                .toList();
        return transaction
                .sql(PASSED)
                .params(
                        windows.stream().map(WatchedWindow::zone).toArray(String[]::new),
                        windows.stream().map(window -> window.period().name()).toArray(String[]::new),
                        windows.stream()
                                .map(window -> window.start().toString())
                                .toArray(String[]::new),
                        windows.stream()
                                .map(window -> Timestamp.from(window.at()))
                                .toArray(Timestamp[]::new),
                        from)
                .query((row, n) -> PassedThreshold.of(row))
                .list();
    }

    private void raise(JdbcClient transaction, PassedThreshold passed, Instant now) {
        Alert alert = passed.alert();
        int first = transaction
                .sql(
                        "INSERT INTO budget_alert (budget_id, window_start, percent, tenant_id, raised_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(
                        passed.budget(),
                        passed.windowStart(),
                        passed.percent(),
                        Objects.requireNonNull(alert.tenant()),
                        Timestamp.from(now))
                .update();
        if (first == 1) {
            int unused = alerts.raise(transaction, alert);
        }
    }

    /** The current windows, and those before them: usage of these may still come in. */
    private static List<WatchedWindow> windows(String zone, Instant now) {
        ZoneId of = AdmissionDate.zone(zone);
        List<WatchedWindow> windows = new ArrayList<>();
        for (Period period : Period.values()) {
            LocalDate start = period.start(LocalDate.ofInstant(now, of));
            windows.add(new WatchedWindow(zone, period, start, now));
            if (period != Period.TOTAL) {
                Instant end = start.atStartOfDay(of).toInstant().minusMillis(1);
                windows.add(new WatchedWindow(zone, period, period.start(LocalDate.ofInstant(end, of)), end));
            }
        }
        return windows;
    }

    /** @param at moment at which its raises count */
    private record WatchedWindow(String zone, Period period, LocalDate start, Instant at) {}
}
