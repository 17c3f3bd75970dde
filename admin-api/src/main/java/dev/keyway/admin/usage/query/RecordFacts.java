package dev.keyway.admin.usage.query;

import java.util.stream.Collectors;

/**
 * Facts of records, in SQL: what requests, attempts and adjustments add to sums, each with its dimensions. Requests count at the target
 * that answered or was tried last, units and costs at the target that had them, adjustments at the attempt that they are of or at the former.
 */
final class RecordFacts {

    private static final String NOTHING = "'00000000-0000-0000-0000-000000000000'::uuid";
    private static final String OF_REQUEST =
            "at, tenant_id, team_id, token_id, user_hash, alias, outcome, error_origin, tags";

    private static final String REQUEST_COLUMNS = """
            tenant_id, team_id, token_id, coalesce(user_hash, '') AS user_hash, coalesce(alias, '') AS alias,
                outcome, coalesce(error_origin, '') AS error_origin, tags""";

    private static final String UNITS =
            UsageUnits.METERS.stream().map("a.%1$s"::formatted).collect(Collectors.joining(", "));

    private RecordFacts() {}

    /**
     * Facts of requests, by the moment of their admission.
     *
     * @param requests the condition of their records
     * @param ofTargets whether providers and models are told apart; if not, all is the target's that answered
     */
    static String ofRequests(String requests, boolean ofTargets) {
        String own = OF_REQUEST + ", provider_id, model";
        String ofAttempt = ofTargets
                ? "m." + OF_REQUEST.replace(", ", ", m.") + ", a.provider_id, a.model"
                : "m." + own.replace(", ", ", m.");
        String ofMatched = "m." + own.replace(", ", ", m.");
        String moved = ofTargets
                ? "UNION ALL SELECT %s, %s FROM matched m JOIN usage_attempt a ON a.event_id = m.id AND a.arrived_at = m.arrived_at"
                        .formatted(
                                ofMatched, SumColumns.row(column -> column.equals("cost_nanos") ? "-a.cost_nanos" : ""))
                : "";
        return """
            WITH matched AS MATERIALIZED (
                SELECT id, arrived_at, at, kind, requests, estimated, cost_nanos, %s,
                    coalesce(provider_id, %s) AS provider_id, coalesce(model, '') AS model
                FROM usage_event WHERE %s)
            SELECT %s, %s FROM matched m
            UNION ALL SELECT %s, %s FROM matched m JOIN usage_attempt a ON a.event_id = m.id AND a.arrived_at = m.arrived_at
            %s
            UNION ALL SELECT %s, %s FROM matched m JOIN usage_adjustment j ON j.event_id = m.id
            LEFT JOIN usage_attempt a ON a.event_id = m.id AND a.arrived_at = m.arrived_at AND a.number = j.attempt_number""".formatted(
                REQUEST_COLUMNS,
                NOTHING,
                requests,
                ofMatched,
                SumColumns.row(RecordFacts::ofRequest),
                ofAttempt,
                SumColumns.row(column -> (column.equals("cost_nanos") && !ofTargets) || column.equals("estimated")
                        ? ""
                        : ofAttempt(column)),
                moved,
                "m." + OF_REQUEST.replace(", ", ", m.")
                        + ", coalesce(a.provider_id, m.provider_id), coalesce(a.model, m.model)",
                SumColumns.row(RecordFacts::ofAdjustment));
    }

    /**
     * Facts of attempts, by the moment at which each began.
     *
     * @param requests the condition of the records of their requests
     * @param attempts the condition of the attempts
     */
    static String ofAttempts(String requests, String attempts) {
        String dimensions =
                "m." + OF_REQUEST.replace(", ", ", m.") + ", m.provider_id, m.account_id, m.key_id, m.model";
        return """
            WITH matched AS MATERIALIZED (
                SELECT a.event_id, a.number, a.arrived_at, a.at, a.provider_id, coalesce(a.account_id, %s) AS account_id, a.key_id,
                    a.model, a.failure, a.estimated, a.cost_nanos, a.other_units, a.unpriced, %s, e.tenant_id, e.team_id, e.token_id,
                    e.user_hash, e.alias, e.outcome, e.error_origin, e.tags, e.answered_by
                FROM (SELECT id, arrived_at, answered_by, %s FROM usage_event WHERE %s) AS e
                JOIN usage_attempt a ON a.event_id = e.id AND a.arrived_at = e.arrived_at WHERE %s)
            SELECT %s, %s FROM matched m CROSS JOIN LATERAL (SELECT m.*) AS a
            UNION ALL SELECT %s, %s FROM matched m JOIN usage_adjustment j ON j.event_id = m.event_id
            WHERE m.number = coalesce(j.attempt_number, (SELECT t.number FROM usage_attempt t WHERE t.event_id = m.event_id AND t.arrived_at = m.arrived_at
                ORDER BY (t.number IS NOT DISTINCT FROM m.answered_by) DESC, t.number DESC LIMIT 1))""".formatted(
                        NOTHING,
                        UNITS,
                        REQUEST_COLUMNS,
                        requests,
                        attempts,
                        dimensions,
                        SumColumns.row(RecordFacts::ofAttempt),
                        dimensions,
                        SumColumns.row(RecordFacts::ofAdjustment));
    }

    private static String ofRequest(String column) {
        return switch (column) {
            case "requests" -> "(m.kind = 'REQUEST')::integer";
            case "completed", "failed", "broken", "cancelled", "interrupted" ->
                "(m.outcome = '%s')::integer".formatted(column.toUpperCase(java.util.Locale.ROOT));
            case "refused" -> "CASE WHEN m.outcome = 'REFUSED' THEN m.requests ELSE 0 END";
            case "gateway_errors", "provider_errors", "client_errors" ->
                "CASE WHEN m.error_origin = '%s' THEN m.requests ELSE 0 END"
                        .formatted(column.substring(0, column.indexOf('_')));
            case "estimated" -> "m.estimated::integer";
            case "cost_nanos" -> "m.cost_nanos";
            default -> "";
        };
    }

    private static String ofAttempt(String column) {
        return switch (column) {
            case "attempts" -> "1";
            case "estimated" -> "a.estimated::integer";
            case "failures" -> "CASE WHEN a.failure IS NOT NULL THEN jsonb_build_object(a.failure, 1) END";
            case "cost_nanos", "other_units", "unpriced" -> "a." + column;
            default -> UsageUnits.METERS.contains(column) ? "a." + column : "";
        };
    }

    private static String ofAdjustment(String column) {
        return column.equals("cost_nanos") ? "j.nanos" : "";
    }
}
