package dev.keyway.admin.policy;

import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Role;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The names by which models can be called: {@code provider/model}, a model's own, or an alias. */
@Component
public class ModelNames {

    private final JdbcClient jdbc;
    private final CurrentCaller current;

    ModelNames(JdbcClient jdbc, CurrentCaller current) {
        this.jdbc = jdbc;
        this.current = current;
    }

    /** Whether one of these patterns can name something; of a provider that is there every model can be asked for. */
    boolean anyIsKnown(List<String> patterns) {
        if (patterns.stream().anyMatch(ModelNames::isOfAnyProvider)) {
            return true;
        }
        String[] names = patterns.toArray(String[]::new);
        String[] slugs = patterns.stream()
                .filter(pattern -> pattern.indexOf('/') >= 0)
                .map(pattern -> pattern.substring(0, pattern.indexOf('/')))
                .distinct()
                .toArray(String[]::new);
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM alias WHERE deleted_at IS NULL AND lower(name) IN (SELECT lower(n) FROM unnest(?) n))
                            OR EXISTS (SELECT FROM model WHERE deleted_at IS NULL AND name = ANY (?))
                            OR EXISTS (SELECT FROM provider WHERE deleted_at IS NULL AND slug = ANY (?))""").params(names, names, slugs).query(Boolean.class).single();
    }

    private static boolean isOfAnyProvider(String pattern) {
        int star = pattern.indexOf('*');
        int slash = pattern.indexOf('/');
        return star >= 0 && (slash < 0 || star < slash);
    }

    /** All of them, as they are now. Only who may read them gets names that were not asked about. */
    public KnownModels known() {
        Map<String, Set<String>> models = new HashMap<>();
        jdbc.sql("""
                        SELECT p.slug, m.name FROM provider p LEFT JOIN model m ON m.provider_id = p.id AND m.deleted_at IS NULL
                        WHERE p.deleted_at IS NULL""").query(row -> {
            Set<String> names = models.computeIfAbsent(row.getString(1), unused -> new HashSet<>());
            if (row.getString(2) != null) {
                names.add(row.getString(2));
            }
        });
        return new KnownModels(
                models,
                jdbc.sql("SELECT name FROM alias WHERE deleted_at IS NULL")
                        .query((row, number) -> row.getString(1))
                        .list(),
                mayReadAll());
    }

    private boolean mayReadAll() {
        return current.get().kind() == CallerKind.SYSTEM
                || !current.get()
                        .scopes(EnumSet.of(Role.OWNER, Role.ADMIN, Role.AUDITOR))
                        .isEmpty();
    }
}
