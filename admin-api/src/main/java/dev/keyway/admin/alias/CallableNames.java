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

/** Lists the names by which models can be called, in the order of models and aliases. */
@Service
class CallableNames {

    private static final String NAMED = " AND lower(x.name) LIKE ? ESCAPE '!'";

    /** Not those that are found by their own name. */
    private static final String OF_PROVIDERS =
            " AND x.provider_id = ANY (?) AND lower(x.name) LIKE ? ESCAPE '!' AND lower(x.name) NOT LIKE ? ESCAPE '!'";

    /** Rows that are deleted stay, so that a page can go on after any that it ended with. */
    private static final String AFTER = """
             AND (lower(x.name), x.name, x.id) > (
                SELECT lower(name), name, id FROM model WHERE id = ? UNION ALL SELECT lower(name), name, id FROM alias WHERE id = ?)""";

    private static final String MODELS = """
            (SELECT (SELECT p.slug FROM provider p WHERE p.id = x.provider_id) || '/' || x.name AS called, 'MODEL' AS kind, x.name, x.id
            FROM model x WHERE %s%s ORDER BY lower(x.name), x.name, x.id LIMIT ?)""";

    private static final String ALIASES = """
            (SELECT x.name AS called, 'ALIAS' AS kind, x.name, x.id
            FROM alias x WHERE %s%s ORDER BY lower(x.name), x.name, x.id LIMIT ?)""";

    private final JdbcClient jdbc;

    CallableNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param search a part of the name; blank: all */
    @Transactional(readOnly = true)
    public Page<CallableName> page(PageRequest page, String search) {
        Union names = new Union(page);
        String part = search.strip();
        if (part.isEmpty()) {
            names.add(MODELS, Callable.MODEL, List.of());
            names.add(ALIASES, Callable.ALIAS, List.of());
        } else {
            String named = Search.containing(part);
            names.add(MODELS, Callable.MODEL + NAMED, List.of(named));
            names.add(ALIASES, Callable.ALIAS + NAMED, List.of(named));
            int slash = part.indexOf('/');
            UUID[] providers = slash < 0
                    ? providers(Search.containing(part))
                    : providers(withoutLast(Search.containing(part.substring(0, slash))));
            String model = part.substring(slash + 1);
            if (providers.length > 0) {
                names.add(
                        MODELS,
                        Callable.MODEL + OF_PROVIDERS,
                        List.of(
                                providers,
                                slash < 0 || model.isEmpty()
                                        ? "%"
                                        : Search.containing(model).substring(1),
                                named));
            }
        }
        return Page.of(names.read(jdbc), page, Row::id, Row::name);
    }

    /** Those whose slug fits a pattern: few, whatever is asked for. */
    private UUID[] providers(String pattern) {
        return jdbc.sql(
                        "SELECT id FROM provider WHERE slug LIKE ? ESCAPE '!' AND deleted_at IS NULL AND disabled_at IS NULL")
                .param(pattern)
                .query(UUID.class)
                .list()
                .toArray(UUID[]::new);
    }

    private static String withoutLast(String pattern) {
        return pattern.substring(0, pattern.length() - 1);
    }

    /** Lists that are merged into one page. */
    private static final class Union {

        private final PageRequest page;
        private final List<String> parts = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        Union(PageRequest page) {
            this.page = page;
        }

        void add(String select, String where, List<Object> conditions) {
            parts.add(select.formatted(where, page.isFirst() ? "" : AFTER));
            values.addAll(conditions);
            if (!page.isFirst()) {
                values.addAll(List.of(page.before(), page.before()));
            }
            values.add(page.fetch());
        }

        List<Row> read(JdbcClient jdbc) {
            values.add(page.fetch());
            return jdbc.sql("SELECT called, kind, id FROM (" + String.join(" UNION ALL ", parts)
                            + ") names ORDER BY lower(name), name, id LIMIT ?")
                    .params(values)
                    .query((row, n) -> new Row(
                            row.getObject("id", UUID.class),
                            new CallableName(
                                    row.getString("called"), CallableName.Kind.valueOf(row.getString("kind")))))
                    .list();
        }
    }

    private record Row(UUID id, CallableName name) {}
}
