package dev.keyway.admin.paging;

import dev.keyway.admin.query.QueryParameters;
import java.util.UUID;

/**
 * Which part of a list is asked for: {@code ?cursor=…&limit=…}. A controller takes it as a parameter.
 *
 * @param before ids less than this one; at first the greatest there is
 * @param limit from 1 to 200
 * @param list which list it is, so that no cursor is taken for another's
 */
@QueryParameters({"cursor", "limit"})
public record PageRequest(UUID before, int limit, String list) {

    static final UUID GREATEST = new UUID(-1, -1);
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 200;

    /** The first of a list, of any length. */
    public static PageRequest first(int limit) {
        return new PageRequest(GREATEST, limit, "");
    }

    /** For lists in the order of a number instead of ids: numbers less than this one. */
    public long beforeSequence() {
        return before.equals(GREATEST) ? Long.MAX_VALUE : before.getLeastSignificantBits();
    }

    /** How many rows to read: one more than is shown tells whether there is more. */
    public int fetch() {
        return limit + 1;
    }
}
