package dev.keyway.admin.usage.ingest;

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

    /** A request counts at the target that answered, usage at the target that had it; what is left of the cost at the former. */
    private static final String CONSUMER = """
            WITH parts AS (
                SELECT quarter_hour(at) AS quarter, date, tenant_id, team_id, token_id, coalesce(provider_id, %1$s) AS provider_id,
                    coalesce(model, '') AS model, coalesce(alias, '') AS alias, (kind = 'REQUEST')::integer AS requests,
                    (outcome = 'COMPLETED')::integer AS completed, (outcome = 'FAILED')::integer AS failed,
                    (outcome = 'BROKEN')::integer AS broken, (outcome = 'CANCELLED')::integer AS cancelled,
                    (outcome = 'INTERRUPTED')::integer AS interrupted,
                    CASE WHEN outcome = 'REFUSED' THEN requests ELSE 0 END AS refused,
                    CASE WHEN error_origin = 'gateway' THEN requests ELSE 0 END AS gateway_errors,
                    CASE WHEN error_origin = 'provider' THEN requests ELSE 0 END AS provider_errors,
                    CASE WHEN error_origin = 'client' THEN requests ELSE 0 END AS client_errors,
                    estimated::integer AS estimated, 0 AS attempts, %2$s, rest_nanos AS cost_nanos, NULL::jsonb AS other_units,
                    NULL::jsonb AS unpriced
                FROM staged_event
                UNION ALL
                SELECT quarter_hour(e.at), e.date, e.tenant_id, e.team_id, e.token_id, a.provider_id, a.model,
                    coalesce(e.alias, ''), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, %3$s, a.cost_nanos, a.other_units, a.unpriced
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
            ON CONFLICT (quarter, tenant_id, team_id, provider_id, model, measure, bucket)
            DO UPDATE SET requests = t.requests + excluded.requests""";

    private static final String LATENCY_KEY = """
            INSERT INTO usage_latency_key AS t (quarter, provider_id, account_id, key_id, measure, bucket, attempts)
            SELECT quarter_hour(at), provider_id, coalesce(account_id, %s), key_id, m.measure, latency_bucket(m.millis) AS bucket, count(*)
            FROM staged_attempt
            CROSS JOIN LATERAL (VALUES ('DURATION', duration_millis), ('FIRST_BYTE', first_byte_millis)) AS m (measure, millis)
            WHERE outcome = 'COMPLETED' AND failure IS NULL AND m.millis IS NOT NULL
            GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
            ON CONFLICT (quarter, provider_id, account_id, key_id, measure, bucket)
            DO UPDATE SET attempts = t.attempts + excluded.attempts""".formatted(NONE);

    /** The statements for the rollups, in their order. */
    static final List<String> ROLLUPS = List.of(
            rollups("usage_consumer", CONSUMER, CONSUMER_KEY, CONSUMER_COUNTS),
            rollups("usage_supply", SUPPLY, SUPPLY_KEY, SUPPLY_COUNTS),
            LATENCY_TEAM,
            LATENCY_KEY);

    /** Windows as {@link dev.keyway.contract.window.Period} has them. Last of all: the rows of tenants are wanted by everybody. */
    static final String SPEND = """
            WITH days AS (
                SELECT tenant_id, team_id, token_id, date, sum(cost_nanos) AS nanos, count(*) AS requests, sum(tokens) AS tokens
                FROM staged_event WHERE kind = 'REQUEST' GROUP BY tenant_id, team_id, token_id, date)
            INSERT INTO spend AS t (scope, scope_id, period, window_start, tenant_id, nanos, requests, tokens)
            SELECT s.scope, s.scope_id, w.period, w.window_start, (array_agg(tenant_id))[1], sum(nanos), sum(requests), sum(tokens)
            FROM days
            CROSS JOIN LATERAL (VALUES ('TENANT', tenant_id), ('TEAM', team_id), ('TOKEN', token_id)) AS s (scope, scope_id)
            CROSS JOIN LATERAL (VALUES ('DAY', date), ('WEEK', date_trunc('week', date::timestamp)::date),
                ('MONTH', date_trunc('month', date::timestamp)::date), ('TOTAL', date '1970-01-01')) AS w (period, window_start)
            GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
            ON CONFLICT (scope, scope_id, period, window_start) DO UPDATE SET nanos = t.nanos + excluded.nanos,
                requests = t.requests + excluded.requests, tokens = t.tokens + excluded.tokens, written = pg_current_xact_id()""";

    private Sums() {}

    /** One statement for the rollup by quarter hour and that by day. Both are made of sums that are computed once. */
    private static String rollups(String table, String parts, List<String> key, List<String> counts) {
        List<String> both =
                Stream.concat(Stream.of("quarter", "date"), key.stream()).toList();
        String sums =
                counts.stream().map("sum(%1$s)::bigint AS %1$s"::formatted).collect(Collectors.joining(", "));
        return """
            %1$s, sums AS MATERIALIZED (
                SELECT %2$s, %3$s, units_sum(other_units) FILTER (WHERE other_units IS NOT NULL) AS other_units,
                    units_sum(unpriced) FILTER (WHERE unpriced IS NOT NULL) AS unpriced
                FROM parts GROUP BY %2$s),
            days AS (%4$s)
            %5$s""".formatted(
                        parts.stripTrailing(),
                        String.join(", ", both),
                        sums,
                        rollup(table + "_day", prefixed("date", key), counts),
                        rollup(table + "_quarter", prefixed("quarter", key), counts));
    }

    private static List<String> prefixed(String time, List<String> key) {
        return Stream.concat(Stream.of(time), key.stream()).toList();
    }

    private static String rollup(String table, List<String> key, List<String> counts) {
        return """
            INSERT INTO %s AS t (%s, %s, other_units, unpriced)
            SELECT %2$s, %s, units_sum(other_units) FILTER (WHERE other_units IS NOT NULL),
                units_sum(unpriced) FILTER (WHERE unpriced IS NOT NULL)
            FROM sums GROUP BY %2$s ORDER BY %2$s
            ON CONFLICT (%2$s) DO UPDATE SET %s,
                other_units = CASE WHEN excluded.other_units IS NULL THEN t.other_units
                    ELSE units_added(t.other_units, excluded.other_units) END,
                unpriced = CASE WHEN excluded.unpriced IS NULL THEN t.unpriced ELSE units_added(t.unpriced, excluded.unpriced) END""".formatted(
                        table,
                        String.join(", ", key),
                        String.join(", ", counts),
                        counts.stream().map("sum(%s)"::formatted).collect(Collectors.joining(", ")),
                        counts.stream()
                                .map(count -> "%1$s = t.%1$s + excluded.%1$s".formatted(count))
                                .collect(Collectors.joining(", ")));
    }
}
