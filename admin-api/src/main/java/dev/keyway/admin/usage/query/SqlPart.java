package dev.keyway.admin.usage.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Part of a statement.
 *
 * @param text with a {@code ?} for each value
 */
record SqlPart(String text, List<Object> values) {

    SqlPart {
        values = List.copyOf(values);
    }

    /** Rows of all of these; there is at least one. */
    static SqlPart union(List<SqlPart> parts) {
        List<Object> values = new ArrayList<>();
        parts.forEach(part -> values.addAll(part.values()));
        return new SqlPart(parts.stream().map(SqlPart::text).collect(Collectors.joining("\nUNION ALL\n")), values);
    }
}
