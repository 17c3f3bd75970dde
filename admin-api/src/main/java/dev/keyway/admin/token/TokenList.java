package dev.keyway.admin.token;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.tenant.TeamView;
import dev.keyway.admin.tenant.Teams;
import dev.keyway.admin.tenant.TenantView;
import dev.keyway.admin.tenant.Tenants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds tokens of a tenant or of a team, newest first. */
@Service
class TokenList {

    private static final String SELECT = """
            SELECT id, tenant_id, team_id, service_account_id, name, description, last4, expires_at, blocked_at, revoked_at,
                created_by, created_at, updated_at, version
            FROM proxy_token
            """;

    private final JdbcClient jdbc;
    private final TokenSearch search;
    private final Tenants tenants;
    private final Teams teams;
    private final CurrentCaller current;
    private final Clock clock;

    TokenList(JdbcClient jdbc, TokenSearch search, Tenants tenants, Teams teams, CurrentCaller current, Clock clock) {
        this.jdbc = jdbc;
        this.search = search;
        this.tenants = tenants;
        this.teams = teams;
        this.current = current;
        this.clock = clock;
    }

    /** Those of the teams that the caller may see. */
    @Transactional(readOnly = true)
    public Page<TokenView> ofTenant(UUID tenant, TokenFilter filter, PageRequest page) {
        TenantView known = tenants.get(tenant);
        Filter within = Filter.where("tenant_id = ?", known.id());
        Optional<Set<UUID>> own = current.get().teamsIn(tenant);
        return read(
                tenant,
                own.isEmpty()
                        ? within
                        : within.and("team_id = ANY (?)", own.get().toArray(UUID[]::new)),
                filter,
                page);
    }

    @Transactional(readOnly = true)
    public Page<TokenView> ofTeam(UUID tenant, UUID team, TokenFilter filter, PageRequest page) {
        TeamView known = teams.get(tenant, team);
        return read(tenant, Filter.where("tenant_id = ? AND team_id = ?", tenant, known.id()), filter, page);
    }

    private Page<TokenView> read(UUID tenant, Filter within, TokenFilter asked, PageRequest page) {
        Instant now = clock.instant();
        UUID[] few = asked.search() == null
                ? null
                : search.few(tenant, asked.search()).orElse(null);
        Filter filter = asked.narrow(within.and("id < ?", page.before()).and("id = ANY (?)", few), now);
        return Page.of(
                jdbc.sql(SELECT + "WHERE " + filter.sql() + " ORDER BY id DESC LIMIT ?")
                        .params(filter.values(page.fetch()))
                        .query((row, n) -> view(row, now))
                        .list(),
                page,
                TokenView::id,
                token -> token);
    }

    private static TokenView view(ResultSet row, Instant now) throws SQLException {
        Instant expiresAt = instant(row, "expires_at");
        Instant blockedAt = instant(row, "blocked_at");
        Instant revokedAt = instant(row, "revoked_at");
        return new TokenView(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getObject("team_id", UUID.class),
                row.getObject("service_account_id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                row.getString("last4"),
                TokenStatus.of(revokedAt, expiresAt, blockedAt, now),
                expiresAt,
                blockedAt,
                revokedAt,
                row.getObject("created_by", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
