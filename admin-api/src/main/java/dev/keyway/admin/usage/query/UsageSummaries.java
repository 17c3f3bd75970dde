package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Sums of usage records, as far as the caller may see them. */
@Service
class UsageSummaries {

    private static final int MOST_GROUPS = 1000;

    private final SumReader reader;
    private final GroupNames names;
    private final UsageSubjects subjects;
    private final UsageTime time;
    private final CurrentCaller current;

    UsageSummaries(SumReader reader, GroupNames names, UsageSubjects subjects, UsageTime time, CurrentCaller current) {
        this.reader = reader;
        this.names = names;
        this.subjects = subjects;
        this.time = time;
        this.current = current;
    }

    /** @throws ProblemException if an id of the filter is unknown, or the caller may not see it, or something cannot be summed so */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public UsageSummary sum(UsageFilter filter, SumOptions options) {
        Caller caller = current.get();
        return time.bounded(() -> {
            subjects.require(filter, caller);
            UsageGrouping grouping = options.grouping();
            SumQuery query = new SumQuery(filter, reach(filter, grouping, caller), grouping, filter.range(), List.of());
            return sum(query, options);
        });
    }

    /**
     * What a caller may see of sums. What a single token, user or request used is shown to those only who see its records.
     *
     * @throws ProblemException if it is grouped by what belongs to the installation, and the caller does not
     */
    static UsageReach reach(UsageFilter filter, UsageGrouping grouping, Caller caller) {
        UsageReach sums = UsageReach.ofSums(caller);
        if (grouping.asked().filter(UsageDimension::isOfSupply).isPresent() && !sums.isEverything()) {
            throw ProblemException.of(
                    ErrorCode.FORBIDDEN,
                    "Provider keys and their accounts are shown to roles over the installation only.");
        }
        boolean personal = filter.isPersonal()
                || grouping.asked().filter(UsageDimension::isPersonal).isPresent();
        return (personal ? UsageReach.ofRecords(caller) : sums).within(filter);
    }

    private UsageSummary sum(SumQuery query, SumOptions options) {
        Optional<UsageRange> before = before(query.range(), options);
        Optional<LatencySource> latencies = options.latencies(query);
        int top = options.top(MOST_GROUPS, MOST_GROUPS);
        SumOrder order = options.order();
        SumSheet now = query.grouping().isNothing() ? reader.sums(query, List.of()) : reader.rank(query, order, top);
        SumSheet shown = latencies
                .map(source -> now.with(reader.latencies(query, source, now.groups())))
                .orElse(now);
        SumSheet previous = before.map(range -> {
                    SumQuery earlier = query.with(range, List.of());
                    SumSheet sums = reader.sums(earlier, now.groups());
                    return latencies
                            .map(source -> sums.with(reader.latencies(earlier, source, now.groups())))
                            .orElse(sums);
                })
                .orElse(null);
        return view(query.grouping(), shown, previous, before.orElse(null));
    }

    private static Optional<UsageRange> before(UsageRange range, SumOptions options) {
        ZoneId zone = options.timeZone();
        if (!options.comparesWithPrevious()) {
            return Optional.empty();
        }
        Instant from = range.from();
        Instant to = range.to();
        if (from == null || to == null || !from.isBefore(to)) {
            throw ProblemException.invalid("compare", "needs from, and a later to");
        }
        return Optional.of(UsageRange.before(from, to, zone));
    }

    private UsageSummary view(
            UsageGrouping grouping, SumSheet now, @Nullable SumSheet previous, @Nullable UsageRange before) {
        Map<String, GroupNames.Name> named = names.of(now.groups(), grouping);
        List<UsageGroup> items = now.groups().stream()
                .map(group -> {
                    GroupNames.Name name = Objects.requireNonNull(named.get(group));
                    SumSheet.Slot slot = SumSheet.Slot.group(1, group);
                    return new UsageGroup(
                            name.id(), name.text(), now.get(slot), previous == null ? null : previous.get(slot));
                })
                .toList();
        return new UsageSummary(
                items,
                now.hasOthers(),
                now.hasOthers() ? now.get(SumSheet.Slot.others(1)) : null,
                now.get(SumSheet.Slot.total(1)),
                previous == null || before == null
                        ? null
                        : new UsageSummary.PreviousSums(
                                before, previous.get(SumSheet.Slot.others(1)), previous.get(SumSheet.Slot.total(1))));
    }
}
