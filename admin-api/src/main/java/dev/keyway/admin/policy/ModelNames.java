package dev.keyway.admin.policy;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The names by which models can be called: {@code provider/model}, a model's own, or an alias. */
@Component
class ModelNames {

    private final JdbcClient jdbc;

    ModelNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a pattern can name something; of a provider that is there every model can be asked for. */
    boolean isKnown(String pattern) {
        int star = pattern.indexOf('*');
        int slash = pattern.indexOf('/');
        if (star >= 0 && (slash < 0 || star < slash)) {
            return true;
        }
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM alias WHERE deleted_at IS NULL AND lower(name) = lower(?))
                            OR EXISTS (SELECT FROM model WHERE deleted_at IS NULL AND name = ?)
                            OR EXISTS (SELECT FROM provider WHERE deleted_at IS NULL AND slug = ?)""")
                .params(pattern, pattern, slash < 0 ? "" : pattern.substring(0, slash))
                .query(Boolean.class)
                .single();
    }
}
