package dev.keyway.admin.usage.query;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What sums are asked for.
 *
 * @param reach what may be seen, with the parts in which the filter finds something
 * @param starts of the intervals, none for a single one
 */
record SumQuery(UsageFilter filter, UsageReach reach, UsageGrouping grouping, UsageRange range, List<Instant> starts) {

    /** The same of another range. */
    SumQuery with(UsageRange other, List<Instant> itsStarts) {
        return new SumQuery(filter, reach, grouping, other, itsStarts);
    }

    /** The same, not grouped. */
    SumQuery ungrouped() {
        return new SumQuery(filter, reach, UsageGrouping.NOTHING, range, starts);
    }

    /** The dimensions that it filters and groups by. */
    Set<UsageDimension> dimensions() {
        Set<UsageDimension> asked = EnumSet.noneOf(UsageDimension.class);
        asked.addAll(filter.dimensions());
        grouping.asked().ifPresent(asked::add);
        return asked;
    }

    SumSource source() {
        return SumSource.of(filter, reach, dimensions());
    }

    /** Whether its groups are stored sums, each of requests that no other has, so that the others are what is left of the total. */
    boolean isOfStoredGroups() {
        return !grouping.isNothing() && !grouping.overlaps() && source().isStored();
    }

    /** The 1-based number of the interval that a moment is in, in SQL. */
    String interval(String moment) {
        return starts.size() < 2 ? "1" : "width_bucket(%s, (SELECT ?::timestamptz[]))".formatted(moment);
    }

    /** The parameters of {@link #interval}. */
    List<Object> intervalValues() {
        return starts.size() < 2
                ? List.of()
                : List.of(starts.stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}")));
    }
}
