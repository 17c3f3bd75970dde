package dev.keyway.admin.usage.query;

import dev.keyway.admin.paging.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statement of a summary: the sums of rollups and of records, each of which is in exactly one of them, seen at one moment. */
final class SummaryStatement {

    private static final String SUMS = "requests, errors, refused, estimated, cost_nanos";
    private static final String UNITS = UsageUnits.columns() + ", other_units, unpriced";

    private static final String NO_UNITS =
            UsageUnits.columns(meter -> "0 AS " + meter) + ", NULL::jsonb AS other_units, NULL::jsonb AS unpriced";

    private static final String ADDED_UNITS = UsageUnits.columns("sum(%1$s)::bigint AS %1$s"::formatted) + """
            , units_sum(other_units) FILTER (WHERE other_units IS NOT NULL) AS other_units,
                units_sum(unpriced) FILTER (WHERE unpriced IS NOT NULL) AS unpriced""";

    private static final String OF_RECORDS = """
            SELECT grouped, count(*) FILTER (WHERE kind = 'REQUEST') AS requests,
                count(*) FILTER (WHERE outcome IN ('FAILED', 'BROKEN', 'INTERRUPTED')) AS errors,
                coalesce(sum(requests) FILTER (WHERE outcome = 'REFUSED'), 0) AS refused, count(*) FILTER (WHERE estimated) AS estimated,
                sum(cost_nanos) AS cost_nanos, %s
            FROM matched GROUP BY grouped
            UNION ALL
            SELECT grouped, 0, 0, 0, 0, 0, %s
            FROM matched JOIN usage_attempt a ON a.event_id = matched.id AND a.arrived_at = matched.arrived_at GROUP BY grouped""".formatted(NO_UNITS, ADDED_UNITS);

    private final String sql;
    private final List<Object> values;

    private SummaryStatement(String sql, List<Object> values) {
        this.sql = sql;
        this.values = values;
    }

    /**
     * @param reach what may be seen, with the parts in which the filter finds something
     * @param most number of groups
     */
    static SummaryStatement of(UsageFilter filter, UsageReach reach, UsageGrouping grouping, int most) {
        UsageRange range = new UsageRange(filter.from(), filter.to());
        boolean needsRecords = filter.needsRecords() || grouping == UsageGrouping.MODEL;
        List<UsageRange> rollups =
                needsRecords ? List.of() : range.quarters().stream().toList();
        List<UsageRange> records = rollups.isEmpty() ? List.of(range) : range.without(rollups.getFirst());

        List<String> matched = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (UsageRange part : records) {
            Filter found =
                    UsageFilter.within(reach.narrow(filter.narrow(Filter.where("true"))), "at", part.from(), part.to());
            matched.add(
                    "SELECT id, arrived_at, %s AS grouped, kind, outcome, requests, estimated, cost_nanos FROM usage_event WHERE %s"
                            .formatted(grouping.key(), found.sql()));
            values.addAll(found.values());
        }
        if (!matched.isEmpty()) {
            parts.add(OF_RECORDS);
        }
        for (UsageRange part : rollups) {
            Filter found = UsageFilter.within(
                    reach.narrow(filter.owners(Filter.where("true"))), "quarter", part.from(), part.to());
            parts.add(ofRollups(grouping, found));
            values.addAll(found.values());
        }
        values.add(most + 1);
        return new SummaryStatement(whole(matched, parts), List.copyOf(values));
    }

    String sql() {
        return sql;
    }

    List<Object> values() {
        return values;
    }

    private static String ofRollups(UsageGrouping grouping, Filter filter) {
        return """
            SELECT %s AS grouped, sum(requests), sum(failed + broken + interrupted), sum(refused), sum(estimated), sum(cost_nanos), %s
            FROM usage_consumer_quarter WHERE %s GROUP BY grouped""".formatted(grouping.key(), ADDED_UNITS, filter.sql());
    }

    /** The total is the first row, and those of the groups follow. */
    private static String whole(List<String> matched, List<String> parts) {
        String records = matched.isEmpty() ? "" : "matched AS (" + String.join(" UNION ALL ", matched) + "), ";
        String sums = Stream.of(SUMS.split(", ", -1))
                .map("coalesce(sum(%1$s), 0)::bigint AS %1$s"::formatted)
                .collect(Collectors.joining(", "));
        return """
            WITH %sparts (grouped, %s, %s) AS (%s)
            SELECT grouped, grouping(grouped) = 1 AS is_total, %s, %s
            FROM parts GROUP BY GROUPING SETS ((grouped), ())
            ORDER BY is_total DESC, cost_nanos DESC, requests DESC, grouped LIMIT ?""".formatted(records, SUMS, UNITS, String.join("\nUNION ALL\n", parts), sums, ADDED_UNITS);
    }
}
