package dev.keyway.admin.usage.query;

import dev.keyway.admin.money.Money;
import dev.keyway.admin.usage.adjustment.AdjustmentView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads rows of records and of attempts.
 *
 * @param withKeys whether accounts and keys are shown
 */
record UsageRow(boolean withKeys) {

    static final String COLUMNS = """
            id, request_id, arrived_at, at, date, tenant_id, tenant, team_id, team, token_id, token, operation, asked_model, alias, model,
                provider_id, provider, account_id, key_id, stream, outcome, status, error_origin, error_code, refusal_scope, refusal_limit, refusal_used, queued_millis,
                first_byte_millis, duration_millis, requests, tokens, output_tokens, cost_nanos, estimated, attempts, tags, user_hash""";

    /** What is read beside a record, of a table or a query: its adjustments, and the tokens that were received. */
    static String beside(String records) {
        return """
                (SELECT coalesce(sum(nanos), 0)::bigint FROM usage_adjustment WHERE event_id = %1$s.id) AS adjusted_nanos,
                %2$s AS received""".formatted(records, UsageUnits.received(records));
    }

    /** Of the table {@code usage_attempt}. The key is named as it is named now. */
    static final String ATTEMPT_COLUMNS = """
            number, provider_id, provider, account_id, key_id,
                (SELECT k.name FROM provider_key k WHERE k.id = key_id) AS key_name,
                (SELECT k.last4 FROM provider_key k WHERE k.id = key_id) AS key_last4, model, price_list, tier, at, outcome, status, failure, chosen,
                next, first_byte_millis, duration_millis, %s, other_units, unpriced, cost_nanos, stated_cost, estimated""".formatted(UsageUnits.columns());

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<String, String>> TAGS = new TypeReference<>() {};

    UsageView view(ResultSet row) throws SQLException {
        return view(row, null, null);
    }

    UsageView view(ResultSet row, @Nullable List<UsageAttemptView> attempts, @Nullable List<AdjustmentView> adjustments)
            throws SQLException {
        long cost = row.getLong("cost_nanos");
        return new UsageView(
                id(row, "id"),
                row.getString("request_id"),
                row.getTimestamp("at").toInstant(),
                row.getObject("date", LocalDate.class),
                id(row, "tenant_id"),
                row.getString("tenant"),
                id(row, "team_id"),
                row.getString("team"),
                id(row, "token_id"),
                row.getString("token"),
                row.getString("operation"),
                row.getString("asked_model"),
                row.getString("alias"),
                row.getString("model"),
                id(row, "provider_id"),
                row.getString("provider"),
                withKeys ? id(row, "account_id") : null,
                withKeys ? id(row, "key_id") : null,
                row.getBoolean("stream"),
                UsageOutcome.valueOf(row.getString("outcome")),
                row.getInt("status"),
                row.getString("error_origin"),
                row.getString("error_code"),
                UsageRefusalView.of(row),
                row.getLong("queued_millis"),
                row.getObject("first_byte_millis", Long.class),
                row.getLong("duration_millis"),
                row.getLong("requests"),
                row.getLong("tokens"),
                row.getLong("tokens") - row.getLong("received"),
                row.getLong("received"),
                Money.dollars(cost),
                Money.dollars(cost + row.getLong("adjusted_nanos")),
                row.getBoolean("estimated"),
                row.getInt("attempts"),
                tags(row.getString("tags")),
                row.getString("user_hash"),
                attempts,
                adjustments);
    }

    UsageAttemptView attempt(ResultSet row) throws SQLException {
        return new UsageAttemptView(
                row.getInt("number"),
                id(row, "provider_id"),
                row.getString("provider"),
                withKeys ? id(row, "account_id") : null,
                withKeys ? id(row, "key_id") : null,
                withKeys ? row.getString("key_name") : null,
                withKeys ? row.getString("key_last4") : null,
                row.getString("model"),
                row.getString("price_list"),
                row.getString("tier"),
                row.getTimestamp("at").toInstant(),
                UsageOutcome.valueOf(row.getString("outcome")),
                row.getInt("status"),
                row.getString("failure"),
                row.getString("chosen"),
                row.getString("next"),
                row.getObject("first_byte_millis", Long.class),
                row.getLong("duration_millis"),
                UsageUnits.of(row),
                UsageUnits.unpriced(row),
                Money.dollars(row.getLong("cost_nanos")),
                row.getBoolean("stated_cost"),
                row.getBoolean("estimated"));
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static Map<String, String> tags(@Nullable String json) {
        return json == null ? Map.of() : JSON.readValue(json, TAGS);
    }
}
