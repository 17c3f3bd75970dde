package dev.keyway.admin.usage.query;

import dev.keyway.admin.paging.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Statements that sum up, by interval and group, what rollups and records have of a query; each counts in exactly one of them. */
final class SumParts {

    private final SumQuery query;
    private final SumSource source;
    private final List<String> groups;

    SumParts(SumQuery query) {
        this(query, List.of());
    }

    private SumParts(SumQuery query, List<String> groups) {
        this.query = query;
        this.source = query.source();
        this.groups = groups;
    }

    /** The same with some of the groups, and a null group of all others together. */
    SumParts ofGroups(List<String> groups) {
        return new SumParts(query, groups);
    }

    /**
     * At least one part with rows of interval, group and the columns of {@link SumColumns}; each has an interval and a group at most once.
     */
    List<SqlPart> of(RangeSplit split) {
        List<SqlPart> parts = new ArrayList<>();
        if (!split.days().isEmpty()) {
            Filter days = rollup(
                    "day = ANY (?::date[])",
                    Arrays.toString(split.days().toArray()).replace('[', '{').replace(']', '}'));
            parts.add(ofRollup(source.days(), "day::timestamp AT TIME ZONE 'UTC'", days));
        }
        split.quarters()
                .forEach(range -> parts.add(
                        ofRollup(source.quarters(), "quarter", UsageFilter.within(rollup("true"), "quarter", range))));
        split.records().forEach(range -> parts.add(source.isOfSupply() ? ofAttempts(range) : ofRecords(range)));
        return parts.isEmpty() ? List.of(ofRecords(UsageRange.EMPTY)) : parts;
    }

    private Filter rollup(String condition, Object... values) {
        Filter filter = query.filter().ofRollup(Filter.where(condition, values));
        return source == SumSource.SUPPLY ? filter : query.reach().narrow(filter);
    }

    private SqlPart ofRollup(String table, String moment, Filter filter) {
        return grouped(
                moment,
                source.sums(),
                "FROM %s%s WHERE %s".formatted(table, query.grouping().join(), filter.sql()),
                filter.values());
    }

    private SqlPart ofRecords(UsageRange range) {
        Filter filter =
                UsageFilter.within(query.reach().narrow(query.filter().ofRequests(Filter.where("true"))), "at", range);
        boolean ofTargets = query.dimensions().stream().anyMatch(UsageDimension::isOfTarget);
        return facts(RecordFacts.ofRequests(filter.sql(), ofTargets), filter.values());
    }

    private SqlPart ofAttempts(UsageRange range) {
        Filter requests = query.filter().ofRequests(Filter.where("true"));
        Filter attempts = UsageFilter.within(Filter.where("true"), "a.at", range);
        List<Object> values = requests.values();
        values.addAll(attempts.values());
        return facts(RecordFacts.ofAttempts(requests.sql(), attempts.sql()), values);
    }

    private SqlPart facts(String facts, List<Object> values) {
        Filter targets = query.filter().ofTargets(Filter.where("true"));
        List<Object> all = new ArrayList<>(values);
        all.addAll(targets.values());
        return grouped(
                "at",
                SumColumns.added(),
                "FROM (%s) AS facts%s WHERE %s"
                        .formatted(facts, query.grouping().join(), targets.sql()),
                all);
    }

    private SqlPart grouped(String moment, String sums, String from, List<Object> values) {
        List<Object> all = new ArrayList<>(query.intervalValues());
        all.addAll(keyValues());
        all.addAll(values);
        return new SqlPart(
                "SELECT %s AS part, %s AS grouped, %s %s GROUP BY 1, 2"
                        .formatted(query.interval(moment), key(), sums, from),
                all);
    }

    private String key() {
        String key = query.grouping().key();
        return groups.isEmpty() ? key : "CASE WHEN %1$s = ANY (?::text[]) THEN %1$s END".formatted(key);
    }

    private List<Object> keyValues() {
        List<Object> own = query.grouping().values();
        List<Object> values = new ArrayList<>(own);
        if (!groups.isEmpty()) {
            values.add(groups.toArray(String[]::new));
            values.addAll(own);
        }
        return values;
    }
}
