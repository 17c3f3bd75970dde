package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Time series of usage, as far as the caller may see it. */
@Service
class UsageTimelines {

    private static final int MOST_INTERVALS = 3000;
    private static final int MOST_POINTS = 30_000;
    private static final int MOST_GROUPS = 100;
    private static final int GROUPS = 10;

    private final SumReader reader;
    private final GroupNames names;
    private final UsageSubjects subjects;
    private final UsageTime time;
    private final CurrentCaller current;
    private final Clock clock;

    UsageTimelines(
            SumReader reader,
            GroupNames names,
            UsageSubjects subjects,
            UsageTime time,
            CurrentCaller current,
            Clock clock) {
        this.reader = reader;
        this.names = names;
        this.subjects = subjects;
        this.time = time;
        this.current = current;
        this.clock = clock;
    }

    /** @throws ProblemException if an id of the filter is unknown, or the caller may not see it, or there are too many points */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public UsageSeries read(UsageInterval interval, UsageFilter filter, SumOptions options) {
        Caller caller = current.get();
        return time.bounded(() -> {
            subjects.require(filter, caller);
            UsageGrouping grouping = options.grouping();
            ZoneId zone = options.timeZone();
            int top = options.top(GROUPS, MOST_GROUPS);
            UsageRange range = range(filter);
            List<Instant> starts = starts(interval, range, zone, grouping.isNothing() ? 1 : top + 2);
            SumQuery query =
                    new SumQuery(filter, UsageSummaries.reach(filter, grouping, caller), grouping, range, starts);
            Optional<LatencySource> latencies = options.latencies(query);
            boolean compared = options.comparesWithPrevious();
            List<String> groups = grouping.isNothing() ? List.of() : reader.first(query, options.order(), top);
            UsageSeries.PreviousSeries previous = compared ? before(interval, query, zone, latencies, groups) : null;
            return series(interval, query, zone, latencies, groups, previous);
        });
    }

    private UsageRange range(UsageFilter filter) {
        if (filter.from() == null) {
            throw ProblemException.invalid("from", "must be given");
        }
        Instant to = Objects.requireNonNullElseGet(filter.to(), clock::instant);
        if (!filter.from().isBefore(to)) {
            throw ProblemException.invalid("from", "must be before to, which is now unless it is given");
        }
        return new UsageRange(filter.from(), to);
    }

    private static List<Instant> starts(UsageInterval interval, UsageRange range, ZoneId zone, int lines) {
        int most = Math.min(MOST_INTERVALS, MOST_POINTS / lines);
        List<Instant> starts = interval.starts(
                Objects.requireNonNull(range.from()), Objects.requireNonNull(range.to()), zone, most + 1);
        if (starts.size() > most) {
            throw ProblemException.invalid(
                    "interval",
                    "the range has more than the %d intervals that can be shown: choose a longer interval, a shorter range or fewer groups"
                            .formatted(most));
        }
        return starts;
    }

    private UsageSeries.PreviousSeries before(
            UsageInterval interval,
            SumQuery query,
            ZoneId zone,
            Optional<LatencySource> latencies,
            List<String> groups) {
        UsageRange before = UsageRange.before(
                Objects.requireNonNull(query.range().from()),
                Objects.requireNonNull(query.range().to()),
                zone);
        // A month can have more days than the one after it.
        List<Instant> starts = starts(interval, before, zone, 1);
        return UsageSeries.PreviousSeries.of(
                series(interval, query.with(before, starts), zone, latencies, groups, null));
    }

    private UsageSeries series(
            UsageInterval interval,
            SumQuery query,
            ZoneId zone,
            Optional<LatencySource> latencies,
            List<String> groups,
            UsageSeries.@Nullable PreviousSeries previous) {
        SumSheet sums = reader.sums(query, groups);
        SumSheet sheet = latencies
                .map(source -> sums.with(reader.latencies(query, source, groups)))
                .orElse(sums);
        Map<String, GroupNames.Name> named = names.of(groups, query.grouping());
        return new UsageSeries(
                interval,
                zone.getId().equals("Z") ? "UTC" : zone.getId(),
                Objects.requireNonNull(query.range().from()),
                Objects.requireNonNull(query.range().to()),
                groups.stream()
                        .map(group -> {
                            GroupNames.Name name = Objects.requireNonNull(named.get(group));
                            return new UsageSeries.GroupSeries(
                                    name.id(), name.text(), points(query, sheet, n -> SumSheet.Slot.group(n, group)));
                        })
                        .toList(),
                points(query, sheet, SumSheet.Slot::others),
                points(query, sheet, SumSheet.Slot::total),
                previous);
    }

    private static List<UsageSeries.SeriesPoint> points(
            SumQuery query, SumSheet sheet, IntFunction<SumSheet.Slot> kind) {
        List<Instant> starts = query.starts();
        return sheet.slots(starts.size(), kind).stream()
                .map(slot -> new UsageSeries.SeriesPoint(
                        starts.get(slot.interval() - 1),
                        slot.interval() < starts.size()
                                ? starts.get(slot.interval())
                                : Objects.requireNonNull(query.range().to()),
                        sheet.get(slot)))
                .toList();
    }
}
