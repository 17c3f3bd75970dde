package dev.keyway.admin.usage.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Split of a range by what answers for each part of it: days of UTC that are summed, quarter hours, and at the ends the records.
 *
 * @param days each within one interval of the query
 */
record RangeSplit(List<LocalDate> days, List<UsageRange> quarters, List<UsageRange> records) {

    /** More parts than this are slower to read than the quarter hours of all of them. */
    private static final int MOST_PARTS = 40;

    /** The condition of the days. As a query of its own, the text of all days is read once, and not for each row. */
    static final String OF_DAYS = "day = ANY ((SELECT ?::date[])::date[])";

    /** A range of which only records know. */
    static RangeSplit ofRecords(UsageRange range) {
        return new RangeSplit(List.of(), List.of(), List.of(range));
    }

    /**
     * @param starts of the intervals of the query, none for a single one
     * @param summed days of UTC that are summed
     */
    static RangeSplit of(UsageRange range, List<Instant> starts, NavigableSet<LocalDate> summed) {
        UsageRange quarters = range.quarters().orElse(null);
        if (quarters == null) {
            return ofRecords(range);
        }
        List<UsageRange> records = range.without(quarters);
        List<LocalDate> days = whole(quarters, new TreeSet<>(starts), summed);
        List<UsageRange> rest = rest(quarters, days);
        return rest.size() > MOST_PARTS
                ? new RangeSplit(List.of(), List.of(quarters), records)
                : new RangeSplit(days, rest, records);
    }

    /** The same of sums that have days only: the records answer for the rest. */
    static RangeSplit ofDays(UsageRange range, List<Instant> starts, NavigableSet<LocalDate> summed) {
        List<LocalDate> days = whole(range, new TreeSet<>(starts), summed);
        List<UsageRange> rest = rest(range, days);
        return rest.size() > MOST_PARTS ? ofRecords(range) : new RangeSplit(days, List.of(), rest);
    }

    private static List<LocalDate> whole(
            UsageRange quarters, NavigableSet<Instant> starts, NavigableSet<LocalDate> summed) {
        return summed.stream()
                .filter(day -> quarters.from() == null || !start(day).isBefore(quarters.from()))
                .filter(day -> quarters.to() == null || !start(day.plusDays(1)).isAfter(quarters.to()))
                .filter(day -> starts.subSet(start(day), false, start(day.plusDays(1)), false)
                        .isEmpty())
                .toList();
    }

    private static List<UsageRange> rest(UsageRange quarters, List<LocalDate> days) {
        List<UsageRange> rest = new ArrayList<>();
        @Nullable Instant from = quarters.from();
        for (LocalDate day : days) {
            if (from == null || from.isBefore(start(day))) {
                rest.add(new UsageRange(from, start(day)));
            }
            from = start(day.plusDays(1));
        }
        if (from == null || !from.equals(quarters.to())) {
            rest.add(new UsageRange(from, quarters.to()));
        }
        return rest;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
