package dev.keyway.admin.usage.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Time series of usage. Intervals without usage are left out.
 *
 * @param zone in which they begin
 * @param items groups, greatest of the range first; empty without {@code groupBy}
 * @param others the groups that are not shown together
 * @param total all records
 * @param previous the period before, with the same groups; only if it is asked for
 */
record UsageSeries(
        UsageInterval interval,
        String zone,
        Instant from,
        Instant to,
        List<GroupSeries> items,
        List<SeriesPoint> others,
        List<SeriesPoint> total,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PreviousSeries previous) {

    /**
     * Group.
     *
     * @param id of the tenant, team, token, provider, account or key; null for what has none
     * @param name today's name of what has an ID, or the value that the group has in common
     */
    record GroupSeries(@Nullable UUID id, String name, List<SeriesPoint> points) {}

    /**
     * Interval with usage.
     *
     * @param from when it begins; the first begins with the range
     * @param to when it ends; the last ends with the range
     */
    record SeriesPoint(
            Instant from, Instant to, @JsonUnwrapped UsageSums sums) {}

    /** Period before. */
    record PreviousSeries(
            Instant from, Instant to, List<GroupSeries> items, List<SeriesPoint> others, List<SeriesPoint> total) {

        static PreviousSeries of(UsageSeries series) {
            return new PreviousSeries(series.from(), series.to(), series.items(), series.others(), series.total());
        }
    }
}
