package dev.keyway.admin.usage.query;

import dev.keyway.admin.paging.Filter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Step of a search: the next so many candidates, and those of them that are found.
 *
 * @param newer whether it goes to newer records, and not to older ones
 */
record SearchStep(SearchPlan plan, UsageReach reach, UsageRange range, boolean newer, UsageRow row) {

    /** Place of a record in the list. */
    record Position(Instant at, UUID id) {}

    /**
     * What a step came to.
     *
     * @param seen number of candidates
     * @param looked the last of them; null if there were none
     */
    record Result(List<UsageView> found, int seen, @Nullable Position looked) {}

    /** @param after where it begins; null: at the newest */
    Result read(JdbcClient jdbc, @Nullable Position after, int size) {
        if (reach.parts().isEmpty()) {
            return new Result(List.of(), 0, null);
        }
        List<Object> values = new ArrayList<>();
        String candidates = candidates(after, size, values);
        values.add(size);
        values.addAll(plan.rest().values());
        List<UsageView> found = new ArrayList<>();
        List<Result> looked = new ArrayList<>();
        jdbc.sql("""
                        WITH candidates AS MATERIALIZED (SELECT * FROM (%1$s) AS parts %2$s LIMIT ?)
                        SELECT l.seen, last.at AS last_at, last.id AS last_id, shown.*
                        FROM (SELECT count(*) AS seen FROM candidates) AS l
                        LEFT JOIN (SELECT at, id FROM candidates %3$s LIMIT 1) AS last ON true
                        LEFT JOIN (SELECT candidates.*, %4$s FROM candidates WHERE %5$s) AS shown ON true %6$s""".formatted(
                                candidates,
                                order(""),
                                reversed(),
                                UsageRow.beside("candidates"),
                                plan.rest().sql(),
                                order("shown.")))
                .params(values)
                .query(read -> {
                    if (looked.isEmpty()) {
                        looked.add(new Result(found, read.getInt("seen"), last(read)));
                    }
                    if (read.getObject("id") != null) {
                        found.add(row.view(read));
                    }
                });
        return looked.getFirst();
    }

    /** Of each part of the reach by itself, so that an index serves each. */
    private String candidates(@Nullable Position after, int size, List<Object> values) {
        List<String> parts = new ArrayList<>();
        for (UsageReach.Part part : reach.parts()) {
            Filter narrowed = UsageFilter.within(
                    part.narrow(Filter.where(
                            plan.candidates().sql(), plan.candidates().values().toArray())),
                    "at",
                    range);
            if (after != null) {
                narrowed = narrowed.and(
                        newer ? "(at, id) > (?, ?)" : "(at, id) < (?, ?)", Timestamp.from(after.at()), after.id());
            }
            String records = "SELECT %s FROM usage_event WHERE %s".formatted(UsageRow.COLUMNS, narrowed.sql());
            if (part.owner() == null) {
                parts.add("(" + records + " " + order("") + " LIMIT ?)");
            } else {
                parts.add(
                        "(SELECT records.* FROM (%s) AS own (own_id) CROSS JOIN LATERAL (%s AND token_id = own_id %s LIMIT ?) AS records)"
                                .formatted(UsageReach.own(), records, order("")));
                values.add(part.owner());
                values.add(part.owner());
            }
            values.addAll(narrowed.values(size));
        }
        return String.join(" UNION ALL ", parts);
    }

    private String order(String table) {
        return "ORDER BY %1$sat %2$s, %1$sid %2$s".formatted(table, newer ? "ASC" : "DESC");
    }

    private String reversed() {
        return newer ? "ORDER BY at DESC, id DESC" : "ORDER BY at ASC, id ASC";
    }

    private static @Nullable Position last(ResultSet row) throws SQLException {
        Timestamp at = row.getTimestamp("last_at");
        return at == null
                ? null
                : new Position(at.toInstant(), Objects.requireNonNull(row.getObject("last_id", UUID.class)));
    }
}
