package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.usage.cost.Units;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sums of the staged events: the statements that add them to the rollups and to spend. Each takes its rows in the order of their
 * keys, and all transactions run them in the same order, so that none waits for another in a circle.
 */
final class Sums {

    private static final String NONE = "'00000000-0000-0000-0000-000000000000'::uuid";
    private static final List<String> UNITS = Units.METERS;

    private static final List<String> CONSUMER_KEY =
            List.of("tenant_id", "team_id", "token_id", "provider_id", "model", "alias");
    private static final List<String> OUTCOME_KEY = List.of("tenant_id", "team_id", "outcome", "error_origin");
    private static final List<String> SUPPLY_KEY =
            List.of("provider_id", "account_id", "key_id", "model", "outcome_class");

    private static final List<String> CONSUMER_COUNTS = Stream.of(
                    Stream.of(
                            "requests",
                            "completed",
                            "failed",
                            "broken",
                            "cancelled",
                            "interrupted",
                            "refused",
                            "gateway_errors",
                            "provider_errors",
                            "client_errors",
                            "estimated",
                            "attempts"),
                    UNITS.stream(),
                    Stream.of("cost_nanos"))
            .flatMap(columns -> columns)
            .toList();

    private static final List<String> SUPPLY_COUNTS = Stream.of(
                    Stream.of("attempts", "estimated"), UNITS.stream(), Stream.of("cost_nanos"))
            .flatMap(columns -> columns)
            .toList();

    private static final List<String> UNIT_MAPS = List.of("other_units", "unpriced");
    private static final List<String> CONSUMER_MAPS = List.of("other_units", "unpriced", "failures");

    /** A request counts at the target that answered, usage at the target that had it; what is left of the cost at the former. */
    private static final String CONSUMER = """
            WITH parts AS (
                SELECT quarter_hour(at) AS quarter, date, tenant_id, team_id, token_id, coalesce(provider_id, %1$s) AS provider_id,
                    coalesce(model, '') AS model, coalesce(alias, '') AS alias, outcome, coalesce(error_origin, '') AS error_origin,
                    (kind = 'REQUEST')::integer AS requests,
                    (outcome = 'COMPLETED')::integer AS completed, (outcome = 'FAILED')::integer AS failed,
                    (outcome = 'BROKEN')::integer AS broken, (outcome = 'CANCELLED')::integer AS cancelled,
                    (outcome = 'INTERRUPTED')::integer AS interrupted,
                    CASE WHEN outcome = 'REFUSED' THEN requests ELSE 0 END AS refused,
                    CASE WHEN error_origin = 'gateway' THEN requests ELSE 0 END AS gateway_errors,
                    CASE WHEN error_origin = 'provider' THEN requests ELSE 0 END AS provider_errors,
                    CASE WHEN error_origin = 'client' THEN requests ELSE 0 END AS client_errors,
                    estimated::integer AS estimated, 0 AS attempts, %2$s, rest_nanos AS cost_nanos, NULL::jsonb AS other_units,
                    NULL::jsonb AS unpriced, NULL::jsonb AS failures
                FROM staged_event
                UNION ALL
                SELECT quarter_hour(e.at), e.date, e.tenant_id, e.team_id, e.token_id, a.provider_id, a.model, coalesce(e.alias, ''),
                    e.outcome, coalesce(e.error_origin, ''), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, %3$s, a.cost_nanos, a.other_units,
                    a.unpriced, CASE WHEN a.failure IS NOT NULL THEN jsonb_build_object(a.failure, 1) END
                FROM staged_attempt a JOIN staged_event e ON e.id = a.event_id)
            """.formatted(
                    NONE,
                    UNITS.stream().map(unit -> "0 AS " + unit).collect(Collectors.joining(", ")),
                    UNITS.stream().map(unit -> "a." + unit).collect(Collectors.joining(", ")));

    private static final String SUPPLY =
            """
            WITH parts AS (
                SELECT quarter_hour(a.at) AS quarter, e.date, a.provider_id, coalesce(a.account_id, %s) AS account_id, a.key_id, a.model,
                    coalesce(a.failure, a.outcome) AS outcome_class, 1 AS attempts, a.estimated::integer AS estimated, %s,
                    a.cost_nanos, a.other_units, a.unpriced
                FROM staged_attempt a JOIN staged_event e ON e.id = a.event_id)
            """.formatted(NONE, UNITS.stream().map(unit -> "a." + unit).collect(Collectors.joining(", ")));

    private static final String LATENCY_TEAM = """
            INSERT INTO usage_latency_team AS t (quarter, tenant_id, team_id, provider_id, model, measure, bucket, requests)
            SELECT quarter_hour(at), tenant_id, team_id, provider_id, model, m.measure, latency_bucket(m.millis) AS bucket, count(*)
            FROM staged_event
            CROSS JOIN LATERAL (VALUES ('DURATION', duration_millis), ('FIRST_BYTE', first_byte_millis)) AS m (measure, millis)
            WHERE outcome = 'COMPLETED' AND provider_id IS NOT NULL AND m.millis IS NOT NULL
            GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
            """;

    private static final String LATENCY_TEAM_ADDED = """
            ON CONFLICT (quarter, tenant_id, team_id, provider_id, model, measure, bucket)
            DO UPDATE SET requests = t.requests + excluded.requests""";

    private static final String LATENCY_KEY = """
            INSERT INTO usage_latency_key AS t (quarter, provider_id, account_id, key_id, measure, bucket, attempts)
            SELECT quarter_hour(at), provider_id, coalesce(account_id, %s), key_id, m.measure, latency_bucket(m.millis) AS bucket, count(*)
            FROM staged_attempt
            CROSS JOIN LATERAL (VALUES ('DURATION', duration_millis), ('FIRST_BYTE', first_byte_millis)) AS m (measure, millis)
            WHERE outcome = 'COMPLETED' AND failure IS NULL AND m.millis IS NOT NULL
            GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
            """.formatted(NONE);

    private static final String LATENCY_KEY_ADDED = """
            ON CONFLICT (quarter, provider_id, account_id, key_id, measure, bucket)
            DO UPDATE SET attempts = t.attempts + excluded.attempts""";

    /** The statements for the rollups, in their order: adjustments take it, too. */
    static final List<String> ROLLUPS = List.of(
            outcomes(),
            rollups("usage_consumer", CONSUMER, CONSUMER_KEY, CONSUMER_COUNTS, CONSUMER_MAPS),
            rollups("usage_supply", SUPPLY, SUPPLY_KEY, SUPPLY_COUNTS, UNIT_MAPS),
            LATENCY_TEAM + LATENCY_TEAM_ADDED,
            LATENCY_KEY + LATENCY_KEY_ADDED);

    /** Windows of the sums by date, as {@link dev.keyway.contract.window.Period} has them. */
    private static final String WINDOWS = """
            FROM days
            CROSS JOIN LATERAL (VALUES ('TENANT', tenant_id), ('TEAM', team_id), ('TOKEN', token_id)) AS s (scope, scope_id)
            CROSS JOIN LATERAL (VALUES ('DAY', date), ('WEEK', date_trunc('week', date::timestamp)::date),
                ('MONTH', date_trunc('month', date::timestamp)::date), ('TOTAL', date '1970-01-01')) AS w (period, window_start)
            GROUP BY 1, 2, 3, 4""";

    /** After all others, since the rows of tenants are wanted by everybody; but for grants, which are locked by these. */
    static final String SPEND = """
            WITH days AS (
                SELECT tenant_id, team_id, token_id, date, sum(cost_nanos) AS nanos, count(*) AS requests, sum(tokens) AS tokens
                FROM staged_event WHERE kind = 'REQUEST' GROUP BY tenant_id, team_id, token_id, date)
            INSERT INTO spend AS t (scope, scope_id, period, window_start, tenant_id, nanos, requests, tokens)
            SELECT s.scope, s.scope_id, w.period, w.window_start, (array_agg(tenant_id))[1], sum(nanos), sum(requests), sum(tokens)
            %s ORDER BY 1, 2, 3, 4
            ON CONFLICT (scope, scope_id, period, window_start) DO UPDATE SET nanos = t.nanos + excluded.nanos,
                requests = t.requests + excluded.requests, tokens = t.tokens + excluded.tokens, written = pg_current_xact_id()""".formatted(WINDOWS);

    /**
     * Turns what the log was granted into what is booked. A statement of its own, begun when the windows' spend is locked: so it
     * sees each grant that was given before.
     */
    static final String GRANTS = """
            WITH days AS (
                SELECT tenant_id, team_id, token_id, date, sum(cost_nanos) AS nanos FROM staged_event
                WHERE kind = 'REQUEST' AND EXISTS (SELECT FROM spend_grant WHERE gateway_id = ? AND log_id = ?)
                GROUP BY tenant_id, team_id, token_id, date),
            booked AS (
                SELECT s.scope, s.scope_id, w.period, w.window_start, sum(nanos)::bigint AS nanos %s)
            UPDATE spend_grant g SET booked_nanos = g.booked_nanos + b.nanos FROM booked b
            WHERE g.scope = b.scope AND g.scope_id = b.scope_id AND g.period = b.period AND g.window_start = b.window_start
                AND g.gateway_id = ? AND g.log_id = ?""".formatted(WINDOWS);

    private Sums() {}

    private static String outcomes() {
        return CONSUMER
                + rollup(
                        "usage_outcome_quarter",
                        "parts",
                        prefixed("quarter", OUTCOME_KEY),
                        CONSUMER_COUNTS,
                        CONSUMER_MAPS);
    }

    /** Statements that fill empty tables of this prefix with what is staged: rollups by the time of the request. */
    static List<String> requests(String prefix) {
        return List.of(
                CONSUMER
                        + sums(
                                prefix + "usage_outcome_quarter",
                                "parts",
                                prefixed("quarter", OUTCOME_KEY),
                                CONSUMER_COUNTS,
                                CONSUMER_MAPS),
                CONSUMER
                        + sums(
                                prefix + "usage_consumer_quarter",
                                "parts",
                                prefixed("quarter", CONSUMER_KEY),
                                CONSUMER_COUNTS,
                                CONSUMER_MAPS),
                LATENCY_TEAM.replace("usage_latency_team", prefix + "usage_latency_team"));
    }

    /** The same of rollups by the time of the attempt. */
    static List<String> attempts(String prefix) {
        return List.of(
                SUPPLY
                        + sums(
                                prefix + "usage_supply_quarter",
                                "parts",
                                prefixed("quarter", SUPPLY_KEY),
                                SUPPLY_COUNTS,
                                UNIT_MAPS),
                LATENCY_KEY.replace("usage_latency_key", prefix + "usage_latency_key"));
    }

    /** The same of rollups by admission date. */
    static List<String> dates(String prefix) {
        return List.of(
                CONSUMER
                        + sums(
                                prefix + "usage_consumer_day",
                                "parts",
                                prefixed("date", CONSUMER_KEY),
                                CONSUMER_COUNTS,
                                CONSUMER_MAPS),
                SUPPLY
                        + sums(
                                prefix + "usage_supply_day",
                                "parts",
                                prefixed("date", SUPPLY_KEY),
                                SUPPLY_COUNTS,
                                UNIT_MAPS));
    }

    /** One statement for the rollup by quarter hour and that by day. Both are made of sums that are computed once. */
    private static String rollups(
            String table, String parts, List<String> key, List<String> counts, List<String> maps) {
        List<String> both =
                Stream.concat(Stream.of("quarter", "date"), key.stream()).toList();
        return """
            %1$s, sums AS MATERIALIZED (
                SELECT %2$s, %3$s
                FROM parts GROUP BY %2$s),
            days AS (%4$s)
            %5$s""".formatted(
                        parts.stripTrailing(),
                        String.join(", ", both),
                        added(counts, maps),
                        rollup(table + "_day", "sums", prefixed("date", key), counts, maps),
                        rollup(table + "_quarter", "sums", prefixed("quarter", key), counts, maps));
    }

    private static List<String> prefixed(String time, List<String> key) {
        return Stream.concat(Stream.of(time), key.stream()).toList();
    }

    private static String rollup(String table, String rows, List<String> key, List<String> counts, List<String> maps) {
        Stream<String> addedCounts = counts.stream().map("%1$s = t.%1$s + excluded.%1$s"::formatted);
        Stream<String> addedMaps = maps.stream().map("""
                %1$s = CASE WHEN excluded.%1$s IS NULL THEN t.%1$s ELSE units_added(t.%1$s, excluded.%1$s) END"""::formatted);
        return """
            %s
            ON CONFLICT (%s) DO UPDATE SET %s""".formatted(
                        sums(table, rows, key, counts, maps),
                        String.join(", ", key),
                        Stream.concat(addedCounts, addedMaps).collect(Collectors.joining(", ")));
    }

    private static String sums(String table, String rows, List<String> key, List<String> counts, List<String> maps) {
        return """
            INSERT INTO %s AS t (%s, %s, %s)
            SELECT %2$s, %s
            FROM %s GROUP BY %2$s ORDER BY %2$s""".formatted(
                        table,
                        String.join(", ", key),
                        String.join(", ", counts),
                        String.join(", ", maps),
                        added(counts, maps),
                        rows);
    }

    private static String added(List<String> counts, List<String> maps) {
        return Stream.concat(
                        counts.stream().map("sum(%1$s)::bigint AS %1$s"::formatted),
                        maps.stream().map("units_sum(%1$s) FILTER (WHERE %1$s IS NOT NULL) AS %1$s"::formatted))
                .collect(Collectors.joining(", "));
    }
}
