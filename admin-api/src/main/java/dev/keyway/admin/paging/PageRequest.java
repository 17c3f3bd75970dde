package dev.keyway.admin.paging;

import dev.keyway.admin.query.QueryParameters;
import java.util.UUID;
import java.util.function.Function;

/**
 * Which part of a list is asked for: {@code ?cursor=…&limit=…&total=true}. A controller takes it as a parameter.
 *
 * @param before ids less than this one; at first the greatest there is
 * @param limit from 1 to 200
 * @param cursors makes the cursor of a page of this list that ends with an id
 * @param total whether to count them all, up to {@link #MAX_TOTAL}; only from the beginning of a list
 * @param newerCursors makes the cursor of what is newer than an id, in lists that are read in both directions
 * @param newer whether the cursor is one of these: {@code before} is the id then, after which the page begins
 */
@QueryParameters({"cursor", "limit", "total"})
public record PageRequest(
        UUID before,
        int limit,
        Function<UUID, String> cursors,
        boolean total,
        Function<UUID, String> newerCursors,
        boolean newer) {

    static final UUID GREATEST = new UUID(-1, -1);
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 200;
    public static final int MAX_TOTAL = 1000;

    /** The first of a list, of any length. */
    public static PageRequest first(int limit) {
        return new PageRequest(GREATEST, limit, id -> "", false, id -> "", false);
    }

    /** Whether it begins with the first of the list. */
    public boolean isFirst() {
        return before.equals(GREATEST);
    }

    /** For lists in the order of a number instead of ids: numbers less than this one. */
    public long beforeSequence() {
        return isFirst() ? Long.MAX_VALUE : before.getLeastSignificantBits();
    }

    /** Number of rows to read: one more than the page shows or counts, to find out whether there are more. */
    public int fetch() {
        return (total ? Math.max(limit, MAX_TOTAL) : limit) + 1;
    }
}
