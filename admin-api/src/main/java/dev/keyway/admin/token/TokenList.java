package dev.keyway.admin.token;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.tenant.TeamView;
import dev.keyway.admin.tenant.Teams;
import dev.keyway.admin.tenant.TenantView;
import dev.keyway.admin.tenant.Tenants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds tokens: of all tenants, of one, or of a team. */
@Service
public class TokenList {

    private static final Set<Role> ALL_ROLES = EnumSet.allOf(Role.class);

    private final JdbcClient jdbc;
    private final TokenSearch search;
    private final TokenContext context;
    private final Tenants tenants;
    private final Teams teams;
    private final CurrentCaller current;
    private final Clock clock;

    TokenList(
            JdbcClient jdbc,
            TokenSearch search,
            TokenContext context,
            Tenants tenants,
            Teams teams,
            CurrentCaller current,
            Clock clock) {
        this.jdbc = jdbc;
        this.search = search;
        this.context = context;
        this.tenants = tenants;
        this.teams = teams;
        this.current = current;
        this.clock = clock;
    }

    /** Those of all teams that the caller may see. */
    @Transactional(readOnly = true)
    public Page<TokenView> everywhere(TokenFilter filter, TokenOrder order, PageRequest page) {
        return read(current.get().scopes(ALL_ROLES), filter, order, page);
    }

    /** Those of the tenant's teams that the caller may see. */
    @Transactional(readOnly = true)
    public Page<TokenView> ofTenant(UUID tenant, TokenFilter filter, TokenOrder order, PageRequest page) {
        TenantView known = tenants.get(tenant);
        return read(
                current.get()
                        .teamsIn(tenant)
                        .map(own -> own.stream()
                                .map(team -> Scope.team(known.id(), team))
                                .toList())
                        .orElseGet(() -> List.of(Scope.tenant(known.id()))),
                filter,
                order,
                page);
    }

    @Transactional(readOnly = true)
    public Page<TokenView> ofTeam(UUID tenant, UUID team, TokenFilter filter, TokenOrder order, PageRequest page) {
        TeamView known = teams.get(tenant, team);
        return read(List.of(Scope.team(tenant, known.id())), filter, order, page);
    }

    /** @throws ProblemException if there is none, or the caller may not see it */
    @Transactional(readOnly = true)
    public TokenView get(UUID id) {
        Instant now = clock.instant();
        return context
                .of(jdbc.sql("SELECT " + TokenRow.COLUMNS + " FROM proxy_token WHERE id = ?")
                        .param(id)
                        .query((row, n) -> TokenRow.view(row, now))
                        .list())
                .stream()
                .findFirst()
                .filter(token -> isSeen(Scope.team(token.tenantId(), token.teamId())))
                .orElseThrow(() -> ProblemException.notFound("token"));
    }

    /** @throws ProblemException if that team has none with this id, or the caller may not see it */
    @Transactional(readOnly = true)
    public TokenView get(UUID tenant, UUID team, UUID id) {
        TokenView found = get(id);
        if (!found.tenantId().equals(tenant) || !found.teamId().equals(team)) {
            throw ProblemException.notFound("token");
        }
        return found;
    }

    /** The ids of those over which one of these roles is held. */
    @Transactional(readOnly = true)
    public List<UUID> ids(Set<Role> roles, TokenFilter filter, int most) {
        return select(
                "id",
                current.get().scopes(roles),
                filter,
                TokenOrder.of(TokenOrder.NEWEST_FIRST),
                PageRequest.first(most),
                (row, now) -> row.getObject("id", UUID.class));
    }

    /**
     * The ids of those that the caller may see and that a search means, newest first.
     *
     * @param search a part of the name, exactly the last 4 characters, or a whole secret
     * @param id of the one that is meant instead; null: none
     */
    @Transactional(readOnly = true)
    public List<UUID> named(String search, @Nullable UUID id, int most) {
        if (id == null) {
            return ids(ALL_ROLES, TokenFilter.named(search), most);
        }
        return jdbc
                .sql("SELECT tenant_id, team_id FROM proxy_token WHERE id = ?")
                .param(id)
                .query((row, n) ->
                        Scope.team(row.getObject("tenant_id", UUID.class), row.getObject("team_id", UUID.class)))
                .list()
                .stream()
                .filter(this::isSeen)
                .map(team -> id)
                .toList();
    }

    private boolean isSeen(Scope team) {
        return current.get().scopes(ALL_ROLES).stream().anyMatch(scope -> scope.covers(team));
    }

    private Page<TokenView> read(List<Scope> scopes, TokenFilter filter, TokenOrder order, PageRequest page) {
        Page<TokenView> found = Page.of(
                select(TokenRow.COLUMNS, scopes, filter, order, page, TokenRow::view),
                page,
                TokenView::id,
                token -> token);
        return found.with(context.of(found.items()));
    }

    /** Of each scope by itself, so that an index serves each, and then the first of all. */
    private <T> List<T> select(
            String columns,
            List<Scope> scopes,
            TokenFilter asked,
            TokenOrder order,
            PageRequest page,
            RowReader<T> reader) {
        Instant now = clock.instant();
        List<Scope> within = scopes.stream().flatMap(asked::within).distinct().toList();
        UUID @Nullable [] few = search.few(tenant(within), asked).orElse(null);
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        within.forEach(scope -> {
            Filter filter = asked.narrow(
                    order.after(page)
                            .and("tenant_id = ?", scope.tenant())
                            .and("team_id = ?", scope.team())
                            .and("id = ANY (?)", few),
                    now);
            parts.add("(SELECT %s FROM proxy_token WHERE %s ORDER BY %s LIMIT ?)"
                    .formatted(columns, filter.sql(), order.sql()));
            values.addAll(filter.values(page.fetch()));
        });
        if (parts.isEmpty()) {
            return List.of();
        }
        values.add(page.fetch());
        return jdbc.sql("SELECT * FROM (" + String.join(" UNION ALL ", parts) + ") found ORDER BY " + order.sql()
                        + " LIMIT ?")
                .params(values)
                .query((row, n) -> reader.read(row, now))
                .list();
    }

    /** In which all of them lie; null: in several, or all. */
    private static @Nullable UUID tenant(List<Scope> scopes) {
        UUID first = scopes.isEmpty() ? null : scopes.getFirst().tenant();
        return scopes.stream().allMatch(scope -> Objects.equals(scope.tenant(), first)) ? first : null;
    }

    /** Reads what is wanted of a row. */
    @FunctionalInterface
    private interface RowReader<T> {

        T read(ResultSet row, Instant now) throws SQLException;
    }
}
