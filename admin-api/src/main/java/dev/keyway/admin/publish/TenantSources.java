package dev.keyway.admin.publish;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.label.LabelText;
import dev.keyway.contract.config.BudgetPolicy;
import dev.keyway.contract.config.BudgetRaise;
import dev.keyway.contract.config.LimitPolicy;
import dev.keyway.contract.config.Team;
import dev.keyway.contract.config.Token;
import dev.keyway.contract.config.TokenSecret;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whom gateways serve, and within which bounds. */
final class TenantSources {

    static final Source<Team> TEAMS = new Source<>(
            Subject.TEAM,
            "teams",
            "SELECT x.id, x.tenant_id, x.name, x.blocked_at, x.labels FROM team x WHERE x.deleted_at IS NULL",
            row -> new Team(
                    Source.id(row),
                    row.getObject("tenant_id", UUID.class),
                    row.getString("name"),
                    row.getTimestamp("blocked_at") != null,
                    LabelText.read(row.getString("labels"))));

    static final Source<Token> TOKENS = new Source<>(
            Subject.TOKEN,
            "tokens",
            """
                    SELECT x.id, x.tenant_id, x.team_id, x.name, x.expires_at, x.blocked_at, x.labels, s.digests, s.untils
                    FROM proxy_token x LEFT JOIN LATERAL (
                        SELECT array_agg(encode(digest, 'base64') ORDER BY created_at, digest) AS digests,
                            array_agg(valid_until ORDER BY created_at, digest) AS untils
                        FROM proxy_token_secret WHERE token_id = x.id) s ON true
                    WHERE x.revoked_at IS NULL""",
            row -> new Token(
                    Source.id(row),
                    row.getObject("tenant_id", UUID.class),
                    row.getObject("team_id", UUID.class),
                    row.getString("name"),
                    secrets(row.getArray("digests"), row.getArray("untils")),
                    Source.instant(row, "expires_at"),
                    row.getTimestamp("blocked_at") != null,
                    LabelText.read(row.getString("labels"))));

    private static final String OF_WHAT_IS_THERE = """
            JOIN tenant t ON t.id = x.tenant_id AND t.deleted_at IS NULL
            LEFT JOIN team m ON m.id = x.team_id LEFT JOIN proxy_token k ON k.id = x.token_id
            """;
    private static final String IS_THERE = "WHERE m.deleted_at IS NULL AND k.revoked_at IS NULL";

    static final Source<LimitPolicy> LIMITS = new Source<>(
            Subject.LIMIT_POLICY,
            "limits",
            """
            SELECT x.id, x.tenant_id, x.team_id, x.token_id, x.requests_per_minute, x.tokens_per_minute, x.concurrent_requests,
                x.allowed_models, x.allowed_addresses::text[] AS allowed_addresses
            FROM limit_policy x
            """ + OF_WHAT_IS_THERE + IS_THERE,
            row -> new LimitPolicy(
                    Source.id(row),
                    row.getObject("tenant_id", UUID.class),
                    Source.id(row, "team_id"),
                    Source.id(row, "token_id"),
                    row.getObject("requests_per_minute", Long.class),
                    row.getObject("tokens_per_minute", Long.class),
                    row.getObject("concurrent_requests", Long.class),
                    texts(row.getArray("allowed_models")),
                    texts(row.getArray("allowed_addresses"))));

    static final Source<BudgetPolicy> BUDGETS = new Source<>(
            Subject.BUDGET_POLICY,
            "budgets",
            """
            SELECT x.id, x.tenant_id, x.team_id, x.token_id, x.period, x.nanos, x.hard, x.strict, x.soft_thresholds, r.more, r.froms,
                r.untils
            FROM budget_policy x
            """ + OF_WHAT_IS_THERE + """
            LEFT JOIN LATERAL (
                SELECT array_agg(nanos ORDER BY id) AS more, array_agg(from_at ORDER BY id) AS froms,
                    array_agg(until_at ORDER BY id) AS untils
                FROM budget_raise WHERE budget_id = x.id) r ON true
            """ + IS_THERE,
            row -> new BudgetPolicy(
                    Source.id(row),
                    row.getObject("tenant_id", UUID.class),
                    Source.id(row, "team_id"),
                    Source.id(row, "token_id"),
                    row.getString("period"),
                    row.getLong("nanos"),
                    row.getBoolean("hard"),
                    row.getBoolean("strict"),
                    thresholds(row.getArray("soft_thresholds")),
                    raises(row)));

    private TenantSources() {}

    private static List<TokenSecret> secrets(@Nullable Array digests, @Nullable Array untils) throws SQLException {
        if (digests == null || untils == null) {
            return List.of();
        }
        String[] digest = (String[]) digests.getArray();
        Timestamp[] until = (Timestamp[]) untils.getArray();
        List<TokenSecret> secrets = new ArrayList<>(digest.length);
        for (int i = 0; i < digest.length; i++) {
            secrets.add(new TokenSecret(digest[i], Source.instant(until[i])));
        }
        return secrets;
    }

    private static List<BudgetRaise> raises(ResultSet row) throws SQLException {
        Array more = row.getArray("more");
        if (more == null) {
            return List.of();
        }
        Long[] nanos = (Long[]) more.getArray();
        Timestamp[] from = (Timestamp[]) row.getArray("froms").getArray();
        Timestamp[] until = (Timestamp[]) row.getArray("untils").getArray();
        List<BudgetRaise> raises = new ArrayList<>(nanos.length);
        for (int i = 0; i < nanos.length; i++) {
            raises.add(new BudgetRaise(Objects.requireNonNull(nanos[i]), from[i].toInstant(), until[i].toInstant()));
        }
        return raises;
    }

    private static List<Integer> thresholds(Array values) throws SQLException {
        return Stream.of((Short[]) values.getArray()).map(Short::intValue).toList();
    }

    private static @Nullable List<String> texts(@Nullable Array values) throws SQLException {
        return values == null ? null : List.of((String[]) values.getArray());
    }
}
