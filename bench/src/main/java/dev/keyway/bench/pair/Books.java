package dev.keyway.bench.pair;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The books of a database: its records, and whether all sums are those of the records, to the nano-dollar. */
public final class Books {

    private static final String SCOPES =
            "CROSS JOIN LATERAL (VALUES ('TENANT', tenant_id), ('TEAM', team_id), ('TOKEN', token_id)) AS s (scope, scope_id) ";

    private static final String ADJUSTMENTS =
            "SELECT s.scope, s.scope_id, date, nanos, 0 AS requests, 0 AS tokens FROM keyway.usage_adjustment "
                    + SCOPES;

    private static final String RECORDS = "SELECT s.scope, s.scope_id, date, cost_nanos AS nanos, 1 AS requests, tokens"
            + " FROM keyway.usage_event " + SCOPES + "WHERE kind = 'REQUEST' UNION ALL " + ADJUSTMENTS;

    private static final String DAYS = "SELECT s.scope, s.scope_id, date, cost_nanos AS nanos, requests,"
            + " input + cache_read + cache_write_5m + cache_write_1h + output + audio_input + audio_output AS tokens"
            + " FROM keyway.usage_consumer_day " + SCOPES;

    private static final String QUARTERS = DAYS.replace("date, cost", "date '1970-01-01', cost")
            .replace("usage_consumer_day", "usage_consumer_quarter");

    /** Attempts with their costs; adjustments of a request are at the attempt that answered, or else the last one. */
    private static final String ATTEMPTS = """
            (SELECT provider_id, key_id, model, input, output, a.cost_nanos + CASE
                WHEN number = first_value(number) OVER (PARTITION BY a.event_id ORDER BY number IS NOT DISTINCT FROM answered_by DESC, number DESC)
                THEN (SELECT coalesce(sum(j.nanos), 0) FROM keyway.usage_adjustment j WHERE j.event_id = a.event_id) ELSE 0 END AS cost_nanos
            FROM keyway.usage_attempt a JOIN (SELECT id, answered_by FROM keyway.usage_event) e ON id = a.event_id) AS attempts""";

    /** Of months whose records were dropped, without days. */
    private static final String CLOSINGS =
            "SELECT scope, scope_id, date '1970-01-01', nanos, requests, tokens FROM keyway.usage_closing";

    private static final String SPEND =
            "SELECT scope, scope_id, period, window_start, nanos, requests, tokens FROM keyway.spend";

    private final Connection connection;

    private Books(Connection connection) {
        this.connection = connection;
    }

    /** @param connection of a user who sees all tenants, used for as long as this is */
    public static Books of(Connection connection) {
        return new Books(connection);
    }

    /**
     * Requires that Σ records + Σ adjustments = Σ rollups = spend, for each tenant, team and token, and all periods. They are read at
     * one moment, so records may arrive meanwhile, unless the connection is within a transaction.
     *
     * @throws AssertionError with the rows that differ
     */
    public void requireEqualSums() {
        List<String> faults = differences();
        if (!faults.isEmpty()) {
            throw new AssertionError("the books do not agree:\n" + String.join("\n", faults));
        }
    }

    /** The rows that differ where {@link #requireEqualSums} would fail, a line each. */
    public List<String> differences() {
        List<String> faults = new ArrayList<>();
        try {
            if (connection.getAutoCommit()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setAutoCommit(false);
                compare(faults);
                connection.rollback();
                connection.setAutoCommit(true);
            } else {
                compare(faults);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return faults;
    }

    private void compare(List<String> faults) {
        differ(faults, "spend and the daily sums", SPEND, windows(DAYS));
        differ(
                faults,
                "total spend and the sums of quarter hours",
                SPEND + " WHERE period = 'TOTAL'",
                "SELECT * FROM (%s) AS w WHERE period = 'TOTAL'".formatted(windows(QUARTERS)));
        differ(
                faults,
                "total spend and the records",
                SPEND + " WHERE period = 'TOTAL'",
                "SELECT * FROM (%s) AS w WHERE period = 'TOTAL'"
                        .formatted(windows(RECORDS + " UNION ALL " + CLOSINGS)));
        if (lines("SELECT month::text FROM keyway.usage_closing").isEmpty()) {
            differ(faults, "spend and the records", SPEND, windows(RECORDS));
            for (String rollup : List.of("usage_supply_quarter", "usage_supply_day")) {
                differ(
                        faults,
                        rollup + " and the attempts",
                        supply("keyway." + rollup, "sum(attempts)"),
                        supply(ATTEMPTS, "count(*)"));
            }
        }
        differ(
                faults,
                "costs of records and of their attempts",
                "SELECT id, cost_nanos FROM keyway.usage_event WHERE attempts > 0",
                "SELECT event_id, sum(cost_nanos) FROM keyway.usage_attempt GROUP BY 1");
        differ(
                faults,
                "records and the claimed IDs",
                "SELECT id FROM keyway.usage_event",
                "SELECT id FROM keyway.usage_id WHERE id IN (SELECT id FROM keyway.usage_event)");
    }

    /** All records, in the order of their admission. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        each(
                "SELECT id, request_id, kind, outcome, at, tenant, team, token, model, cost_nanos, estimated, log_id"
                        + " FROM keyway.usage_event ORDER BY at, id",
                row -> entries.add(new Entry(
                        row.getObject("id", UUID.class),
                        row.getString("request_id"),
                        row.getString("kind"),
                        row.getString("outcome"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("tenant"),
                        row.getString("team"),
                        row.getString("token"),
                        row.getString("model"),
                        row.getLong("cost_nanos"),
                        row.getBoolean("estimated"),
                        row.getObject("log_id", UUID.class))));
        return entries;
    }

    /** All gaps that are not resolved, as their reason, first and last sequence, such as {@code REPLACED 7 12}. */
    public List<String> gaps() {
        return lines("SELECT concat_ws(' ', reason, from_sequence, to_sequence, damaged) FROM keyway.usage_gap"
                + " WHERE resolved_at IS NULL ORDER BY id");
    }

    /** The kinds of alerts that were raised to a channel, in their order, such as {@code usage_lost}. */
    public List<String> alerts() {
        return lines("SELECT event FROM keyway.alert_outbox ORDER BY id");
    }

    /** The first column of what a query finds, as text. */
    public List<String> lines(String query) {
        List<String> lines = new ArrayList<>();
        each(query, row -> lines.add(String.valueOf(row.getString(1))));
        return lines;
    }

    private void differ(List<String> faults, String what, String one, String other) {
        String rows = "(SELECT %%s || ' ' || t::text FROM ((%s) EXCEPT ALL (%s)) AS t LIMIT 20)".formatted(one, other);
        String back = "(SELECT %%s || ' ' || t::text FROM ((%s) EXCEPT ALL (%s)) AS t LIMIT 20)".formatted(other, one);
        lines(rows.formatted("'only the former'") + " UNION ALL " + back.formatted("'only the latter'"))
                .forEach(line -> faults.add("%s: %s".formatted(what, line)));
    }

    private static String windows(String days) {
        return """
                SELECT scope, scope_id, w.period, w.window_start, sum(nanos), sum(requests), sum(tokens) FROM (%s) AS d
                CROSS JOIN LATERAL (VALUES ('DAY', date), ('WEEK', date_trunc('week', date::timestamp)::date),
                    ('MONTH', date_trunc('month', date::timestamp)::date), ('TOTAL', date '1970-01-01')) AS w (period, window_start)
                GROUP BY 1, 2, 3, 4 HAVING sum(requests) > 0 OR sum(nanos) <> 0""".formatted(days);
    }

    private static String supply(String table, String count) {
        return "SELECT provider_id, key_id, model, %s, sum(input), sum(output), sum(cost_nanos) FROM %s GROUP BY 1, 2, 3"
                .formatted(count, table);
    }

    private void each(String query, RowReader reader) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("%s: %s".formatted(e.getMessage(), query.strip()), e);
        }
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /**
     * A record.
     *
     * @param kind {@code REQUEST} or {@code REFUSAL}
     * @param model of the attempt that answered or was the last one; null without attempts
     * @param logId the log that it came from
     */
    public record Entry(
            UUID id,
            String requestId,
            String kind,
            String outcome,
            Instant at,
            String tenant,
            String team,
            String token,
            @Nullable String model,
            long costNanos,
            boolean estimated,
            UUID logId) {}
}
