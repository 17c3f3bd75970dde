package dev.keyway.admin.usage.export;

import dev.keyway.admin.usage.query.UsageUnits;
import java.util.ArrayList;
import java.util.List;

/** Columns of the export of records: those of a record in the API. */
final class RequestColumns {

    /** With {@code %1$s} for the columns, {@code %2$s} for the conditions on requests and {@code %3$s} for those on targets. */
    static final String SELECT = """
            SELECT %1$s FROM usage_event e
            LEFT JOIN (SELECT event_id, sum(nanos)::bigint AS adjusted FROM usage_adjustment GROUP BY event_id) AS x ON x.event_id = e.id
            CROSS JOIN LATERAL (SELECT RECEIVED AS received) AS y
            WHERE %2$s AND %3$s""".replace("RECEIVED", UsageUnits.received("e"));

    /** As the API shows it: dollars of budgets with two digits after the point or more, and other limits as they are. */
    private static final String REFUSAL = """
            CASE WHEN refusal_scope IS NOT NULL AND refusal_limit IS NOT NULL AND refusal_used IS NOT NULL THEN
                json_build_object('scope', refusal_scope, 'limit', %s, 'used', %s)::text END""".formatted(amount("refusal_limit"), amount("refusal_used"));

    private RequestColumns() {}

    /** @param withKeys whether accounts and keys are shown */
    static List<ExportColumn> of(boolean withKeys) {
        List<ExportColumn> columns = new ArrayList<>(List.of(
                ExportColumn.word("id", "id"),
                ExportColumn.text("requestId", "request_id"),
                ExportColumn.moment("at", "at"),
                ExportColumn.word("date", "date"),
                ExportColumn.word("tenantId", "tenant_id"),
                ExportColumn.text("tenant", "tenant"),
                ExportColumn.word("teamId", "team_id"),
                ExportColumn.text("team", "team"),
                ExportColumn.word("tokenId", "token_id"),
                ExportColumn.text("token", "token"),
                ExportColumn.text("operation", "operation"),
                ExportColumn.text("askedModel", "asked_model"),
                ExportColumn.text("alias", "alias"),
                ExportColumn.text("model", "model"),
                ExportColumn.word("providerId", "provider_id"),
                ExportColumn.text("provider", "provider")));
        columns.add(ExportColumn.word("accountId", withKeys ? "account_id" : "NULL"));
        columns.add(ExportColumn.word("keyId", withKeys ? "key_id" : "NULL"));
        columns.addAll(List.of(
                ExportColumn.flag("stream", "stream"),
                ExportColumn.word("outcome", "outcome"),
                ExportColumn.number("status", "status"),
                ExportColumn.text("errorOrigin", "error_origin"),
                ExportColumn.text("errorCode", "error_code"),
                ExportColumn.optionalObject("refusal", REFUSAL),
                ExportColumn.number("queuedMillis", "queued_millis"),
                ExportColumn.number("firstByteMillis", "first_byte_millis"),
                ExportColumn.number("durationMillis", "duration_millis"),
                ExportColumn.number("requests", "requests"),
                ExportColumn.number("tokens", "tokens"),
                ExportColumn.number("inputTokens", "tokens - received"),
                ExportColumn.number("outputTokens", "received"),
                ExportColumn.money("cost", "cost_nanos"),
                ExportColumn.money("adjustedCost", "cost_nanos + coalesce(adjusted, 0)"),
                ExportColumn.flag("estimated", "estimated"),
                ExportColumn.number("attemptCount", "attempts"),
                ExportColumn.object("tags", "tags"),
                ExportColumn.text("userHash", "user_hash")));
        return List.copyOf(columns);
    }

    private static String amount(String column) {
        return """
                CASE WHEN error_code NOT IN ('insufficient_quota', 'budget_reserved') THEN %1$s::text
                    WHEN mod(%1$s, 10000000) = 0 THEN round(%1$s / 1000000000.0, 2)::text
                    ELSE trim_scale(%1$s / 1000000000.0)::text END""".formatted(column);
    }
}
