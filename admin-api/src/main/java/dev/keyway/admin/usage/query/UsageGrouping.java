package dev.keyway.admin.usage.query;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a summary groups records by. */
enum UsageGrouping {
    NOTHING("", "NULL"),
    TENANT("tenant", "tenant_id"),
    TEAM("team", "team_id"),
    TOKEN("proxy_token", "token_id"),
    MODEL("", "coalesce(model, '')");

    static final String FORM = "tenant|team|token|model";

    private final String table;
    private final String key;

    UsageGrouping(String table, String key) {
        this.table = table;
        this.key = key;
    }

    /** @param text of {@link #FORM}; null for nothing */
    static UsageGrouping of(@Nullable String text) {
        return text == null ? NOTHING : valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** What records and rollups are grouped by, in SQL. */
    String key() {
        return key + "::text";
    }

    /** Whether groups have an id, and a table that has their names. */
    boolean hasIds() {
        return !table.isEmpty();
    }

    /**
     * The names of the groups in an array of ids: those of today, or those of the latest record if what they name is not there any more.
     */
    String names() {
        return """
                SELECT asked.id, coalesce(t.name,
                    (SELECT e.%s FROM usage_event e WHERE e.%s = asked.id ORDER BY e.at DESC LIMIT 1), '') AS name
                FROM unnest(?::uuid[]) AS asked (id) LEFT JOIN %s t ON t.id = asked.id""".formatted(name().toLowerCase(Locale.ROOT), key, table);
    }
}
