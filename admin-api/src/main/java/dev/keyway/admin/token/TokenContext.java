package dev.keyway.admin.token;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Adds to tokens what people look for beside them: names, when each was last used, and how often it was refused lately. One query for all of them. Who has no role in the
 * tenant, such as an administrator of the installation, is not named to callers of the tenant.
 */
@Component
class TokenContext {

    /** Earlier use is not looked for. */
    private static final Duration LONGEST_AGO = Duration.ofDays(90);

    private static final Duration LATELY = Duration.ofDays(1);

    /** A member sees the usage of their own tokens only. */
    private static final Set<Role> SEE_USAGE = EnumSet.complementOf(EnumSet.of(Role.MEMBER));

    private static final String SELECT = """
            SELECT t.id, n.name AS tenant, m.name AS team, s.name AS service_account, o.name AS owner,
                coalesce(i.name, CASE WHEN sees_all() OR EXISTS (SELECT FROM role_grant g
                    WHERE g.user_id = c.id AND g.tenant_id = t.tenant_id) THEN c.name END) AS created_by,
                (SELECT max(e.at) FROM usage_event e WHERE e.token_id = t.id AND e.arrived_at > ?) AS last_used_at,
                (SELECT coalesce(sum(c.refused), 0) FROM usage_consumer_quarter c
                    WHERE c.token_id = t.id AND c.quarter >= quarter_hour(?::timestamptz) AND c.refused > 0) AS refused
            FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[])
                    AS t (id, tenant_id, team_id, service_account_id, owner_id, created_by)
                JOIN tenant n ON n.id = t.tenant_id
                JOIN team m ON m.id = t.team_id
                LEFT JOIN service_account s ON s.id = t.service_account_id
                LEFT JOIN user_account o ON o.id = t.owner_id
                LEFT JOIN user_account c ON c.id = t.created_by
                LEFT JOIN service_account i ON i.id = t.created_by""";

    private final JdbcClient jdbc;
    private final CurrentCaller current;
    private final Clock clock;

    TokenContext(JdbcClient jdbc, CurrentCaller current, Clock clock) {
        this.jdbc = jdbc;
        this.current = current;
        this.clock = clock;
    }

    /** The same tokens, in the same order. */
    List<TokenView> of(List<TokenView> tokens) {
        if (tokens.isEmpty()) {
            return tokens;
        }
        Map<UUID, Row> rows = new HashMap<>();
        Instant now = clock.instant();
        jdbc.sql(SELECT)
                .params(
                        Timestamp.from(now.minus(LONGEST_AGO)),
                        Timestamp.from(now.minus(LATELY)),
                        ids(tokens, TokenView::id),
                        ids(tokens, TokenView::tenantId),
                        ids(tokens, TokenView::teamId),
                        ids(tokens, TokenView::serviceAccountId),
                        ids(tokens, TokenView::ownerId),
                        ids(tokens, TokenView::createdBy))
                .query((row, n) -> rows.put(row.getObject("id", UUID.class), read(row)))
                .list();
        Caller caller = current.get();
        List<Scope> seen = caller.scopes(SEE_USAGE);
        return tokens.stream()
                .map(token -> {
                    Row row = rows.get(token.id());
                    if (row == null) {
                        return token;
                    }
                    return seesUsage(caller, seen, token)
                            ? token.with(row.names(), row.lastUsedAt(), row.refused())
                            : token.with(row.names(), null, null);
                })
                .toList();
    }

    private static boolean seesUsage(Caller caller, List<Scope> seen, TokenView token) {
        Scope team = Scope.team(token.tenantId(), token.teamId());
        return (token.ownerId() != null && token.ownerId().equals(caller.id()))
                || seen.stream().anyMatch(scope -> scope.covers(team));
    }

    private static @Nullable UUID[] ids(List<TokenView> tokens, Function<TokenView, @Nullable UUID> id) {
        return tokens.stream().map(id).toArray(UUID[]::new);
    }

    private static Row read(ResultSet row) throws SQLException {
        Timestamp lastUsedAt = row.getTimestamp("last_used_at");
        return new Row(
                new TokenNames(
                        row.getString("tenant"),
                        row.getString("team"),
                        row.getString("service_account"),
                        row.getString("owner"),
                        row.getString("created_by")),
                lastUsedAt == null ? null : lastUsedAt.toInstant(),
                row.getLong("refused"));
    }

    private record Row(TokenNames names, @Nullable Instant lastUsedAt, long refused) {}
}
