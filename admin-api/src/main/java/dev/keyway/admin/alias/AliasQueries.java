package dev.keyway.admin.alias;

import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of aliases and their targets. */
@Component
class AliasQueries {

    private static final String SELECT = "SELECT id, name, description, created_at, updated_at, version FROM alias ";

    private final JdbcClient jdbc;

    AliasQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<AliasView> page(Filter filter, int limit) {
        return withTargets(jdbc.sql(SELECT + "WHERE " + filter.sql() + " ORDER BY id DESC LIMIT ?")
                .params(filter.values(limit))
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("description"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("updated_at").toInstant(),
                        row.getLong("version")))
                .list());
    }

    Optional<AliasView> find(UUID id) {
        return page(Filter.where("deleted_at IS NULL").and("id = ?", id), 1).stream()
                .findFirst();
    }

    void add(UUID id, AliasSettings settings, Instant now) {
        int unused = jdbc.sql(
                        "INSERT INTO alias (id, name, description, created_at, updated_at) VALUES (?, ?, ?, ?, ?)")
                .params(id, settings.name(), settings.description(), Timestamp.from(now), Timestamp.from(now))
                .update();
        addTargets(id, settings.targets());
    }

    void change(AliasView before, AliasSettings settings, Instant now) {
        require(jdbc.sql("""
                        UPDATE alias SET name = ?, description = ?, updated_at = ?, version = version + 1
                        WHERE id = ? AND version = ? AND deleted_at IS NULL""")
                .params(settings.name(), settings.description(), Timestamp.from(now), before.id(), before.version())
                .update());
        int unused = jdbc.sql("DELETE FROM alias_target WHERE alias_id = ?")
                .param(before.id())
                .update();
        addTargets(before.id(), settings.targets());
    }

    void delete(AliasView before, Instant now) {
        require(jdbc.sql("""
                        UPDATE alias SET deleted_at = ?, updated_at = ?, version = version + 1
                        WHERE id = ? AND version = ? AND deleted_at IS NULL""")
                .params(Timestamp.from(now), Timestamp.from(now), before.id(), before.version())
                .update());
    }

    private void addTargets(UUID alias, List<AliasTarget> targets) {
        for (int position = 0; position < targets.size(); position++) {
            AliasTarget target = targets.get(position);
            int unused = jdbc.sql(
                            "INSERT INTO alias_target (alias_id, position, provider_id, model) VALUES (?, ?, ?, ?)")
                    .params(alias, position, target.providerId(), target.model())
                    .update();
        }
    }

    private List<AliasView> withTargets(List<Row> rows) {
        Map<UUID, List<Targeted>> targets = jdbc
                .sql("""
                        SELECT t.alias_id, t.provider_id, p.slug, t.model FROM alias_target t JOIN provider p ON p.id = t.provider_id
                        WHERE t.alias_id = ANY (?) ORDER BY t.alias_id, t.position""")
                .param(rows.stream().map(Row::id).toArray(UUID[]::new))
                .query((row, n) -> new Targeted(
                        row.getObject(1, UUID.class),
                        new AliasView.Target(row.getObject(2, UUID.class), row.getString(3), row.getString(4))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Targeted::alias));
        return rows.stream()
                .map(row -> new AliasView(
                        row.id(),
                        row.name(),
                        row.description(),
                        targets.getOrDefault(row.id(), List.of()).stream()
                                .map(Targeted::target)
                                .toList(),
                        row.createdAt(),
                        row.updatedAt(),
                        row.version(),
                        List.of()))
                .toList();
    }

    private static void require(int changed) {
        if (changed == 0) {
            throw ProblemException.of(
                    ErrorCode.VERSION_CHANGED, "The resource was changed at the same time; read it again.");
        }
    }

    private record Row(UUID id, String name, String description, Instant createdAt, Instant updatedAt, long version) {}

    private record Targeted(UUID alias, AliasView.Target target) {}
}
