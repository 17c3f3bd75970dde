package dev.keyway.admin.usage.query;

import dev.keyway.admin.paging.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Statements that sum up, by interval and group, what rollups and records have of a query; each counts in exactly one of them. */
final class SumParts {

    private static final SqlPart NOTHING = new SqlPart("NULL::text", List.of());
    private static final SqlPart EVERYTHING = new SqlPart("true", List.of());

    private final SumQuery query;
    private final SumSource source;
    private final SqlPart key;
    private final SqlPart condition;
    private final List<String> counts;

    /** All groups, with all columns. */
    SumParts(SumQuery query) {
        this(query, key(query), EVERYTHING, List.of());
    }

    private SumParts(SumQuery query, SqlPart key, SqlPart condition, List<String> counts) {
        this.query = query;
        this.source = query.source();
        this.key = key;
        this.condition = condition;
        this.counts = counts;
    }

    private static SqlPart key(SumQuery query) {
        return new SqlPart(query.grouping().key(), query.grouping().values());
    }

    /** Some of the groups, and a null group of all others together. */
    SumParts withOthers(List<String> groups) {
        return groups.isEmpty()
                ? this
                : new SumParts(
                        query,
                        new SqlPart(
                                "CASE WHEN %1$s = ANY (?::text[]) THEN %1$s END".formatted(key.text()),
                                Stream.of(key.values(), List.of(array(groups)), key.values())
                                        .flatMap(List::stream)
                                        .toList()),
                        condition,
                        counts);
    }

    /** Some of the groups alone. */
    SumParts only(List<String> groups) {
        List<Object> values = new ArrayList<>(key.values());
        values.add(array(groups));
        return new SumParts(query, key, new SqlPart(key.text() + " = ANY (?::text[])", values), counts);
    }

    /** All groups together. */
    SumParts together() {
        return new SumParts(query, NOTHING, EVERYTHING, counts);
    }

    /** The same with some of the numbers instead of all columns. */
    SumParts withCounts(List<String> columns) {
        return new SumParts(query, key, condition, columns);
    }

    /**
     * At least one part with rows of interval, group and the columns of {@link SumColumns}; each has an interval and a group at most once.
     */
    List<SqlPart> of(RangeSplit split) {
        List<SqlPart> parts = new ArrayList<>();
        if (!split.days().isEmpty()) {
            Filter days = rollup(
                    RangeSplit.OF_DAYS,
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
        return source.isOfSupply() ? filter : query.reach().narrow(filter);
    }

    private SqlPart ofRollup(String table, String moment, Filter filter) {
        return grouped(
                moment,
                counts.isEmpty() ? source.sums(table) : source.counts(counts),
                "FROM %s%s WHERE %s".formatted(table, query.grouping().join(), filter.sql()),
                filter.values());
    }

    private SqlPart ofRecords(UsageRange range) {
        Filter own = query.filter().ofRequests(Filter.where("true"));
        if (query.grouping().isOfRequests()) {
            own = own.and(condition.text().replace("user_hash::text", "coalesce(user_hash, '')"), condition.values());
        }
        Filter filter = UsageFilter.within(query.reach().narrow(own), "at", range);
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
                counts.isEmpty() ? SumColumns.added() : SumColumns.added(counts),
                "FROM (%s) AS facts%s WHERE %s"
                        .formatted(facts, query.grouping().join(), targets.sql()),
                all);
    }

    private SqlPart grouped(String moment, String sums, String from, List<Object> values) {
        List<Object> all = new ArrayList<>(query.intervalValues());
        all.addAll(key.values());
        all.addAll(values);
        all.addAll(condition.values());
        return new SqlPart(
                "SELECT %s AS part, %s AS grouped, %s %s AND %s GROUP BY 1, 2"
                        .formatted(query.interval(moment), key.text(), sums, from, condition.text()),
                all);
    }

    private static Object array(List<String> groups) {
        return groups.toArray(String[]::new);
    }
}
