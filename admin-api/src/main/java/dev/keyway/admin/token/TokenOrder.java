package dev.keyway.admin.token;

import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.PageRequest;
import java.util.Map;

/**
 * The order of a list of tokens; those that are equal by it are in the order in which they were issued.
 *
 * @param key what they are ordered by, in SQL
 */
record TokenOrder(String key, boolean descending) {

    static final String NEWEST_FIRST = "-createdAt";
    static final String FORM = "-?(name|createdAt|expiresAt)";
    static final String MESSAGE = "must be name, createdAt or expiresAt, with a - before it for descending order";

    private static final String ISSUED = "id";

    /** Ids are in the order of time. What never expires comes after all that does. */
    private static final Map<String, String> KEYS = Map.of(
            "name", "lower(name)",
            "createdAt", ISSUED,
            "expiresAt", "coalesce(expires_at, 'infinity')");

    /** @param text of {@link #FORM} */
    static TokenOrder of(String text) {
        boolean descending = text.startsWith("-");
        return new TokenOrder(KEYS.getOrDefault(descending ? text.substring(1) : text, ISSUED), descending);
    }

    /** The text after ORDER BY. */
    String sql() {
        String way = descending ? " DESC" : "";
        return key.equals(ISSUED) ? ISSUED + way : key + way + ", id" + way;
    }

    /** What comes after the token that a page ended with. */
    Filter after(PageRequest page) {
        String than = descending ? " < " : " > ";
        if (page.isFirst()) {
            return Filter.where("true");
        }
        return key.equals(ISSUED)
                ? Filter.where("id" + than + "?", page.before())
                : Filter.where(
                        "(%1$s, id)%2$s(SELECT %1$s, id FROM proxy_token WHERE id = ?)".formatted(key, than),
                        page.before());
    }
}
