package dev.keyway.admin.search;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.token.TokenList;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds by name or ID whatever the caller may see, a few of each kind. */
@Service
class SearchQueries {

    private final JdbcClient jdbc;
    private final CurrentCaller current;
    private final TokenList tokens;

    SearchQueries(JdbcClient jdbc, CurrentCaller current, TokenList tokens) {
        this.jdbc = jdbc;
        this.current = current;
        this.tokens = tokens;
    }

    /** @param most how many of each kind */
    @Transactional(readOnly = true)
    public List<SearchHit> find(SearchText text, int most) {
        Caller caller = current.get();
        Map<String, @Nullable Object> values = new HashMap<>(seen(caller));
        values.put("text", text.lower());
        values.put("pattern", text.pattern());
        values.put("ending", text.ending());
        values.put("id", text.id());
        values.put("tokens", tokens.named(text.text(), text.id(), most).toArray(UUID[]::new));
        values.put("most", most);
        List<SearchHit> found = new ArrayList<>();
        SearchStatement.Reach reach =
                caller.seesAll() ? SearchStatement.Reach.INSTALLATION : SearchStatement.Reach.TENANTS;
        for (SearchKind kind : SearchKind.values()) {
            SearchStatement.of(kind, reach)
                    .ifPresent(statement -> found.addAll(jdbc.sql(statement.sql())
                            .params(values)
                            .query((row, index) -> hit(kind, row))
                            .list()));
        }
        return found;
    }

    /** Row-level security keeps other tenants' rows back; within a tenant some see only their teams. */
    private static Map<String, Object> seen(Caller caller) {
        List<Scope> scopes = caller.scopes(EnumSet.allOf(Role.class));
        return Map.of(
                "all",
                scopes.contains(Scope.INSTALLATION),
                "tenants",
                scopes.stream()
                        .filter(scope -> scope.team() == null)
                        .map(Scope::tenant)
                        .filter(Objects::nonNull)
                        .toArray(UUID[]::new),
                "teams",
                scopes.stream().map(Scope::team).filter(Objects::nonNull).toArray(UUID[]::new));
    }

    private static SearchHit hit(SearchKind kind, ResultSet row) throws SQLException {
        Map<String, @Nullable Object> within = new HashMap<>();
        ResultSetMetaData columns = row.getMetaData();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            within.put(columns.getColumnLabel(column), row.getObject(column));
        }
        return new SearchHit(
                kind,
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("detail"),
                (UUID) within.get("tenant_id"),
                (String) within.get("tenant_name"),
                (UUID) within.get("team_id"),
                (String) within.get("team_name"),
                (UUID) within.get("provider_id"),
                (String) within.get("provider_name"));
    }
}
