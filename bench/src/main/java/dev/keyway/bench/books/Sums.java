package dev.keyway.bench.books;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Comparison of all sums in PostgreSQL with the records that they are of, to the nano-dollar. */
final class Sums {

    private static final String ATTEMPTS = """
            SELECT count(*) FROM keyway.usage_event e
            FULL JOIN (SELECT event_id, sum(cost_nanos) AS nanos, count(*) AS attempts FROM keyway.usage_attempt GROUP BY event_id) a
                ON a.event_id = e.id
            WHERE e.id IS NULL OR e.cost_nanos <> coalesce(a.nanos, 0) OR e.attempts <> coalesce(a.attempts, 0)""";

    private static final String SPEND = """
            WITH booked AS (
                SELECT tenant_id, team_id, token_id, date, cost_nanos AS nanos, 1 AS requests, tokens FROM keyway.usage_event
                WHERE kind = 'REQUEST'
                UNION ALL SELECT tenant_id, team_id, token_id, date, nanos, 0, 0 FROM keyway.usage_adjustment),
            sums AS (
                SELECT scope, scope_id, period, window_start, sum(nanos) AS nanos, sum(requests) AS requests, sum(tokens) AS tokens
                FROM booked
                CROSS JOIN LATERAL (VALUES ('TENANT', tenant_id), ('TEAM', team_id), ('TOKEN', token_id)) AS s (scope, scope_id)
                CROSS JOIN LATERAL (VALUES ('DAY', date), ('WEEK', date - (extract(isodow FROM date)::integer - 1)),
                    ('MONTH', date - (extract(day FROM date)::integer - 1)), ('TOTAL', date '1970-01-01')) AS w (period, window_start)
                GROUP BY 1, 2, 3, 4)
            SELECT count(*) FROM sums s FULL JOIN keyway.spend p USING (scope, scope_id, period, window_start)
            WHERE (s.nanos, s.requests, s.tokens) IS DISTINCT FROM (p.nanos, p.requests, p.tokens)""";

    private static final String CONSUMER = """
            WITH records AS (
                SELECT tenant_id, team_id, token_id, %1$s AS time, sum(cost_nanos) AS nanos, count(*) AS requests,
                    count(*) FILTER (WHERE outcome = 'COMPLETED') AS completed,
                    count(*) FILTER (WHERE outcome = 'INTERRUPTED') AS interrupted, sum(attempts) AS attempts
                FROM keyway.usage_event WHERE kind = 'REQUEST' GROUP BY 1, 2, 3, 4),
            rollup AS (
                SELECT tenant_id, team_id, token_id, %2$s AS time, sum(cost_nanos) AS nanos, sum(requests) AS requests,
                    sum(completed) AS completed, sum(interrupted) AS interrupted, sum(attempts) AS attempts
                FROM keyway.usage_consumer_%2$s GROUP BY 1, 2, 3, 4)
            SELECT count(*) FROM records r FULL JOIN rollup u USING (tenant_id, team_id, token_id, time)
            WHERE (r.nanos, r.requests, r.completed, r.interrupted, r.attempts)
                IS DISTINCT FROM (u.nanos, u.requests, u.completed, u.interrupted, u.attempts)""";

    private static final String SUPPLY = """
            WITH records AS (
                SELECT a.key_id, a.model, %1$s AS time, sum(a.cost_nanos) AS nanos, count(*) AS attempts, sum(a.input) AS input,
                    sum(a.output) AS output
                FROM keyway.usage_attempt a JOIN keyway.usage_event e ON e.id = a.event_id GROUP BY 1, 2, 3),
            rollup AS (
                SELECT key_id, model, %2$s AS time, sum(cost_nanos) AS nanos, sum(attempts) AS attempts, sum(input) AS input,
                    sum(output) AS output
                FROM keyway.usage_supply_%2$s GROUP BY 1, 2, 3)
            SELECT count(*) FROM records r FULL JOIN rollup u USING (key_id, model, time)
            WHERE (r.nanos, r.attempts, r.input, r.output) IS DISTINCT FROM (u.nanos, u.attempts, u.input, u.output)""";

    /** Each counts what must not be there. */
    private static final Map<String, String> DIFFERENCES = differences();

    private Sums() {}

    private static Map<String, String> differences() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("records that differ from their attempts", ATTEMPTS);
        all.put("spend rows that differ from records and adjustments", SPEND);
        all.put(
                "consumer quarter hours that differ from records",
                CONSUMER.formatted("keyway.quarter_hour(at)", "quarter"));
        all.put(
                "consumer days that differ from records",
                CONSUMER.formatted("date", "date").replace("usage_consumer_date", "usage_consumer_day"));
        all.put(
                "supply quarter hours that differ from attempts",
                SUPPLY.formatted("keyway.quarter_hour(a.at)", "quarter"));
        all.put(
                "supply days that differ from attempts",
                SUPPLY.formatted("e.date", "date").replace("usage_supply_date", "usage_supply_day"));
        all.put("gaps", "SELECT count(*) FROM keyway.usage_gap");
        all.put("rejected events", "SELECT count(*) FROM keyway.usage_rejected");
        return all;
    }

    /** How much differs, by what it is; 0 where books are right. */
    static Map<String, Long> differences(Connection database) throws SQLException {
        Map<String, Long> found = new LinkedHashMap<>();
        for (Map.Entry<String, String> query : DIFFERENCES.entrySet()) {
            found.put(query.getKey(), number(database, query.getValue()));
        }
        return found;
    }

    /** Nano-dollars of all records and adjustments. */
    static long nanos(Connection database) throws SQLException {
        return number(database, """
                SELECT (SELECT coalesce(sum(cost_nanos), 0) FROM keyway.usage_event)
                    + (SELECT coalesce(sum(nanos), 0) FROM keyway.usage_adjustment)""");
    }

    /** Rows of spend that were compared. */
    static long spendRows(Connection database) throws SQLException {
        return number(database, "SELECT count(*) FROM keyway.spend");
    }

    private static long number(Connection database, String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new IllegalStateException("no row: " + query);
            }
            return row.getLong(1);
        }
    }
}
