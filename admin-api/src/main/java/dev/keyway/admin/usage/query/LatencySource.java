package dev.keyway.admin.usage.query;

import dev.keyway.admin.paging.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Source of latencies: histograms of completed requests and of attempts that did not fail, for those dimensions that they have. */
enum LatencySource {
    REQUESTS(
            "usage_latency_team",
            "requests",
            EnumSet.of(UsageDimension.TENANT, UsageDimension.TEAM, UsageDimension.PROVIDER, UsageDimension.MODEL),
            "usage_event WHERE outcome = 'COMPLETED' AND provider_id IS NOT NULL"),
    ATTEMPTS(
            "usage_latency_key",
            "attempts",
            EnumSet.of(UsageDimension.PROVIDER, UsageDimension.ACCOUNT, UsageDimension.KEY),
            """
            (SELECT at, provider_id, coalesce(account_id, '00000000-0000-0000-0000-000000000000') AS account_id, key_id, duration_millis,
                first_byte_millis FROM usage_attempt WHERE outcome = 'COMPLETED' AND failure IS NULL) AS a WHERE true""");

    static final String SUMMED_DAYS = "SELECT day FROM usage_utc_day";

    private final String quarters;
    private final String days;
    private final String count;

    // Not changed by anybody.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<UsageDimension> dimensions;

    private final String records;

    LatencySource(String quarters, String count, Set<UsageDimension> dimensions, String records) {
        this.quarters = quarters;
        this.days = quarters + "_utc_day";
        this.count = count;
        this.dimensions = dimensions;
        this.records = records;
    }

    /** The one that a query can be answered from; empty if there is none. */
    static Optional<LatencySource> of(SumQuery query) {
        Set<UsageDimension> asked = query.dimensions();
        boolean supply = query.source().isOfSupply();
        return Stream.of(REQUESTS, ATTEMPTS)
                .filter(source -> (source == ATTEMPTS) == supply)
                .filter(source -> source.dimensions.containsAll(asked)
                        && query.filter().requestId() == null
                        && !query.reach().isOfTokens())
                .findFirst();
    }

    /** Rows of interval, group, measure, bucket and number. */
    SqlPart parts(SumQuery query, RangeSplit split) {
        List<SqlPart> parts = new ArrayList<>();
        if (!split.days().isEmpty()) {
            Filter filter = narrow(
                    query,
                    Filter.where(
                            RangeSplit.OF_DAYS,
                            Arrays.toString(split.days().toArray())
                                    .replace('[', '{')
                                    .replace(']', '}')));
            parts.add(stored(query, days, "day::timestamp AT TIME ZONE 'UTC'", filter));
        }
        split.quarters()
                .forEach(range -> parts.add(stored(
                        query,
                        quarters,
                        "quarter",
                        UsageFilter.within(narrow(query, Filter.where("true")), "quarter", range))));
        split.records().forEach(range -> parts.add(recorded(query, range)));
        return parts.isEmpty() ? recorded(query, UsageRange.EMPTY) : SqlPart.union(parts);
    }

    private SqlPart stored(SumQuery query, String table, String moment, Filter filter) {
        return new SqlPart(
                "SELECT %s AS part, %s AS grouped, measure, bucket, sum(%s) AS n FROM %s WHERE %s GROUP BY 1, 2, 3, 4"
                        .formatted(query.interval(moment), query.grouping().key(), count, table, filter.sql()),
                values(query, filter));
    }

    private SqlPart recorded(SumQuery query, UsageRange range) {
        Filter filter = UsageFilter.within(narrow(query, Filter.where("m.millis IS NOT NULL")), "at", range);
        return new SqlPart(
                """
                SELECT %s AS part, %s AS grouped, m.measure, latency_bucket(m.millis) AS bucket, count(*) AS n
                FROM (SELECT * FROM %s) AS ended
                CROSS JOIN LATERAL (VALUES ('DURATION', duration_millis), ('FIRST_BYTE', first_byte_millis)) AS m (measure, millis)
                WHERE %s GROUP BY 1, 2, 3, 4""".formatted(query.interval("at"), query.grouping().key(), records, filter.sql()),
                values(query, filter));
    }

    private Filter narrow(SumQuery query, Filter filter) {
        Filter found = query.filter().ofRollup(filter);
        return this == ATTEMPTS ? found : query.reach().narrow(found);
    }

    private static List<Object> values(SumQuery query, Filter filter) {
        List<Object> values = new ArrayList<>(query.intervalValues());
        values.addAll(query.grouping().values());
        values.addAll(filter.values());
        return values;
    }
}
