package dev.keyway.admin.usage.ingest;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rollups of a day as the records have them: those by quarter hour of a day of UTC, and those by admission date of the same date. They
 * are in temporary tables of the transaction, under {@link #PREFIX} and the name of the rollup.
 */
public final class RecordedRollups {

    public static final String PREFIX = "recorded_";

    /** The rollups, each with the column of its time. */
    public static final Map<String, String> TABLES = Map.of(
            "usage_outcome_quarter", "quarter",
            "usage_consumer_quarter", "quarter",
            "usage_latency_team", "quarter",
            "usage_supply_quarter", "quarter",
            "usage_latency_key", "quarter",
            "usage_consumer_day", "date",
            "usage_supply_day", "date");

    private static final String TARGET = """
            CROSS JOIN LATERAL (SELECT * FROM usage_attempt x WHERE x.event_id = e.id AND x.arrived_at = e.arrived_at
                ORDER BY (x.number IS NOT DISTINCT FROM j.attempt_number) DESC, (x.number IS NOT DISTINCT FROM e.answered_by) DESC, x.number DESC
                LIMIT 1) AS a""";

    private static final String OF_ATTEMPT = """
            LEFT JOIN usage_attempt r ON r.event_id = e.id AND r.arrived_at = e.arrived_at AND r.number = j.attempt_number""";

    private static final String OF_TARGET =
            "a.provider_id, coalesce(a.account_id, '00000000-0000-0000-0000-000000000000'), a.key_id, a.model, coalesce(a.failure, a.outcome)";
    private static final String OF_REQUEST =
            "e.tenant_id, e.team_id, e.token_id, coalesce(r.provider_id, e.provider_id, '00000000-0000-0000-0000-000000000000'),"
                    + " coalesce(r.model, e.model, ''), coalesce(e.alias, '')";
    private static final String OUTCOME_KEY = "tenant_id, team_id, outcome, error_origin";
    private static final String CONSUMER_KEY = "tenant_id, team_id, token_id, provider_id, model, alias";
    private static final String SUPPLY_KEY = "provider_id, account_id, key_id, model, outcome_class";

    private final JdbcClient transaction;
    private final LocalDate day;

    private RecordedRollups(JdbcClient transaction, LocalDate day) {
        this.transaction = transaction;
        this.day = day;
    }

    /** Fills the tables from the records; the transaction must see one moment throughout. */
    public static void make(JdbcClient transaction, LocalDate day) {
        new RecordedRollups(transaction, day).make();
    }

    private void make() {
        run(Staging.TABLES);
        run("CREATE TEMPORARY TABLE added_event (LIKE staged_event) ON COMMIT DROP");
        TABLES.keySet()
                .forEach(table ->
                        run("CREATE TEMPORARY TABLE %1$s%2$s (LIKE keyway.%2$s INCLUDING DEFAULTS) ON COMMIT DROP"
                                .formatted(PREFIX, table)));
        stageRequests();
        Sums.requests(PREFIX).forEach(this::run);
        adjust(
                "usage_outcome_quarter",
                "quarter, " + OUTCOME_KEY,
                "quarter_hour(e.at), e.tenant_id, e.team_id, e.outcome, coalesce(e.error_origin, '')",
                "");
        adjust("usage_consumer_quarter", "quarter, " + CONSUMER_KEY, "quarter_hour(e.at), " + OF_REQUEST, OF_ATTEMPT);

        stageDates();
        Sums.dates(PREFIX).forEach(this::run);
        adjust("usage_consumer_day", "date, " + CONSUMER_KEY, "e.date, " + OF_REQUEST, OF_ATTEMPT);
        adjust("usage_supply_day", "date, " + SUPPLY_KEY, "e.date, " + OF_TARGET, TARGET);

        stageAttempts();
        Sums.attempts(PREFIX).forEach(this::run);
        adjust(
                "usage_supply_quarter",
                "quarter, " + SUPPLY_KEY,
                "quarter_hour(a.at), " + OF_TARGET,
                TARGET + " JOIN staged_attempt s ON s.event_id = a.event_id AND s.number = a.number");
    }

    /** Requests of the day of UTC, with all of their attempts. */
    private void stageRequests() {
        run("TRUNCATE staged_event, staged_attempt");
        dated("""
                INSERT INTO staged_attempt
                SELECT a.* FROM usage_attempt a JOIN usage_event e ON e.id = a.event_id AND e.arrived_at = a.arrived_at
                CROSS JOIN (SELECT ?::date AS day) AS d WHERE %s""".formatted(ofDay("e")));
        dated("""
                INSERT INTO staged_event
                SELECT e.*, e.cost_nanos - coalesce(c.nanos, 0) FROM usage_event e
                LEFT JOIN (SELECT event_id, sum(cost_nanos)::bigint AS nanos FROM staged_attempt GROUP BY event_id) AS c ON c.event_id = e.id
                CROSS JOIN (SELECT ?::date AS day) AS d WHERE %s""".formatted(ofDay("e")));
        List.of("staged_event", "staged_attempt").forEach(table -> run("ANALYZE " + table));
    }

    /** Requests of the admission date, of which most are staged. A date is that of the moment in some zone. */
    private void stageDates() {
        dated("DELETE FROM staged_attempt a USING staged_event e WHERE e.id = a.event_id AND e.date <> ?");
        dated("DELETE FROM staged_event WHERE date <> ?");
        add("""
                e.date = d.day AND e.at >= d.day::timestamp AT TIME ZONE 'UTC' - interval '2 days'
                    AND e.at < d.day::timestamp AT TIME ZONE 'UTC' + interval '3 days' AND NOT (%s)""".formatted(ofDay("e")), "true");
    }

    /** Attempts that began on the day of UTC, of which most are staged; their requests may be among others. */
    private void stageAttempts() {
        dated("DELETE FROM staged_attempt a USING (SELECT ?::date AS day) AS d WHERE NOT (%s)".formatted(ofDay("a")));
        add("""
                (e.id, e.arrived_at) IN (SELECT a.event_id, a.arrived_at FROM usage_attempt a
                    WHERE %s AND NOT EXISTS (SELECT FROM staged_event s WHERE s.id = a.event_id))""".formatted(ofDay("a")), ofDay("a"));
    }

    private static String ofDay(String table) {
        return "%1$s.at >= d.day::timestamp AT TIME ZONE 'UTC' AND %1$s.at < (d.day + 1)::timestamp AT TIME ZONE 'UTC'"
                .formatted(table);
    }

    /** Stages more requests, with some of their attempts. */
    private void add(String events, String attempts) {
        run("TRUNCATE added_event");
        dated("""
                INSERT INTO added_event
                SELECT e.*, e.cost_nanos - (SELECT coalesce(sum(c.cost_nanos), 0) FROM usage_attempt c
                    WHERE c.event_id = e.id AND c.arrived_at = e.arrived_at)::bigint
                FROM usage_event e CROSS JOIN (SELECT ?::date AS day) AS d WHERE %s""".formatted(events));
        run("ANALYZE added_event");
        dated("""
                INSERT INTO staged_attempt
                SELECT a.* FROM usage_attempt a JOIN added_event e ON e.id = a.event_id AND e.arrived_at = a.arrived_at
                CROSS JOIN (SELECT ?::date AS day) AS d WHERE %s""".formatted(attempts));
        run("INSERT INTO staged_event SELECT * FROM added_event");
    }

    /** The table gets its key only if there are adjustments: without it, it is filled in less time. */
    private void adjust(String table, String key, String values, String target) {
        if (!isAdjusted()) {
            return;
        }
        run("CREATE UNIQUE INDEX ON %s (%s)".formatted(PREFIX + table, key));
        run("""
                INSERT INTO %1$s AS t (%2$s, cost_nanos)
                SELECT %3$s, sum(j.nanos) FROM usage_adjustment j JOIN staged_event e ON e.id = j.event_id %4$s GROUP BY %5$s
                ON CONFLICT (%2$s) DO UPDATE SET cost_nanos = t.cost_nanos + excluded.cost_nanos""".formatted(PREFIX + table, key, values, target, places(key)));
    }

    private boolean isAdjusted() {
        return transaction
                .sql("SELECT EXISTS (SELECT FROM usage_adjustment j JOIN staged_event e ON e.id = j.event_id)")
                .query(Boolean.class)
                .single();
    }

    /** GROUP BY the places of the key. */
    private static String places(String key) {
        StringBuilder places = new StringBuilder("1");
        for (int place = 2; place <= key.split(", ", -1).length; place++) {
            places.append(", ").append(place);
        }
        return places.toString();
    }

    private void run(String statement) {
        int unused = transaction.sql(statement).update();
    }

    private void dated(String statement) {
        int unused = transaction.sql(statement).param(day).update();
    }
}
