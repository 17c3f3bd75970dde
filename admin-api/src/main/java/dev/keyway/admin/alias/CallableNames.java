package dev.keyway.admin.alias;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists the names by which models can be called, each once, in their order. */
@Service
class CallableNames {

    private static final String NAMED = " AND lower(x.name) LIKE ? ESCAPE '!'";

    /** Rows that are deleted stay, so that a page can go on after any that it ended with. */
    private static final String AFTER = """
             AND (lower(x.name), x.name) > (
                SELECT lower(name), name FROM model WHERE id = ? UNION ALL SELECT lower(name), name FROM alias WHERE id = ?)""";

    private final JdbcClient jdbc;

    CallableNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param search a part of the name; blank: all */
    @Transactional(readOnly = true)
    public Page<CallableName> page(PageRequest page, String search) {
        String narrowed = (search.isBlank() ? "" : NAMED) + (page.isFirst() ? "" : AFTER);
        List<Object> values = new ArrayList<>();
        if (!search.isBlank()) {
            values.add(Search.containing(search));
        }
        if (!page.isFirst()) {
            values.addAll(List.of(page.before(), page.before()));
        }
        values.add(page.fetch());
        List<Row> rows = jdbc.sql("""
                        SELECT name, kind, id FROM (
                            (SELECT DISTINCT ON (lower(x.name), x.name) x.name, 'MODEL' AS kind, x.id FROM model x
                            WHERE %s%s ORDER BY lower(x.name), x.name, x.id LIMIT ?)
                            UNION ALL
                            (SELECT x.name, 'ALIAS', x.id FROM alias x
                            WHERE %s%s ORDER BY lower(x.name), x.name LIMIT ?)) names
                        ORDER BY lower(name), name LIMIT ?""".formatted(Callable.MODEL, narrowed, Callable.ALIAS, narrowed))
                .params(twice(values, page.fetch()))
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class),
                        new CallableName(row.getString("name"), CallableName.Kind.valueOf(row.getString("kind")))))
                .list();
        return Page.of(rows, page, Row::id, Row::name);
    }

    private static List<Object> twice(List<Object> values, int most) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(values);
        all.add(most);
        return all;
    }

    private record Row(UUID id, CallableName name) {}
}
