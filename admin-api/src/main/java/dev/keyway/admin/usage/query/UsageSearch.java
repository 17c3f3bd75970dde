package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ProblemException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Search for usage records, as far as the caller may see them. What no index serves is looked for in steps, for a bounded time; the
 * answer has what was found until then.
 */
@Service
class UsageSearch {

    private static final Duration MOST = Duration.ofMillis(300);

    /** A step is so many times as large as the one before, if there is time for it. */
    private static final int GROWTH = 4;

    private static final int LARGEST_STEP = 5000;

    private final JdbcClient jdbc;
    private final UsageSubjects subjects;
    private final UsageTime time;
    private final CurrentCaller current;
    private final LongSupplier nanoTime;

    @Autowired
    UsageSearch(JdbcClient jdbc, UsageSubjects subjects, UsageTime time, CurrentCaller current) {
        this(jdbc, subjects, time, current, System::nanoTime);
    }

    UsageSearch(JdbcClient jdbc, UsageSubjects subjects, UsageTime time, CurrentCaller current, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.subjects = subjects;
        this.time = time;
        this.current = current;
        this.nanoTime = nanoTime;
    }

    /** @throws ProblemException if an id of the filter is unknown, or the caller may not see it */
    @Transactional(readOnly = true)
    public UsagePage page(UsageFilter filter, DetailFilter details, PageRequest page) {
        Caller caller = current.get();
        return time.bounded(() -> {
            long begun = nanoTime.getAsLong();
            subjects.require(filter, caller);
            UsageReach reach = UsageReach.ofRecords(caller);
            SearchPlan plan = SearchPlan.of(filter, details, reach);
            SearchStep steps = new SearchStep(
                    plan, reach.within(filter), filter.range(), page.newer(), new UsageRow(reach.isEverything()));
            return view(find(steps, plan.exact(), page, begun), page);
        });
    }

    private Found find(SearchStep steps, boolean exact, PageRequest page, long begun) {
        List<UsageView> found = new ArrayList<>();
        SearchStep.Position looked = page.isFirst() ? null : position(page.before());
        int size = page.fetch();
        while (found.size() < page.fetch()) {
            long started = nanoTime.getAsLong();
            SearchStep.Result step = steps.read(jdbc, looked, size);
            found.addAll(step.found());
            if (step.looked() == null || step.seen() < size) {
                return new Found(found, looked, true);
            }
            looked = step.looked();
            long now = nanoTime.getAsLong();
            size = next(size, now - started, MOST.toNanos() - (now - begun));
            if (exact || size == 0) {
                break;
            }
        }
        return new Found(found, looked, false);
    }

    /** The size of the next step, which is expected to end in time; 0: there is no time. */
    private static int next(int size, long taken, long left) {
        long largest = Math.min(LARGEST_STEP, (long) size * GROWTH);
        long fitting = taken <= 0 ? largest : Math.min(largest, size * left / taken);
        return left <= 0 || fitting < size ? 0 : (int) fitting;
    }

    private static UsagePage view(Found all, PageRequest page) {
        boolean more = all.found().size() > page.limit();
        List<UsageView> shown = new ArrayList<>(more ? all.found().subList(0, page.limit()) : all.found());
        if (page.newer()) {
            Collections.reverse(shown);
        }
        @Nullable
        UUID edge = more
                ? (page.newer() ? shown.getFirst() : shown.getLast()).id()
                : all.ended() || all.looked() == null ? null : all.looked().id();
        @Nullable
        Instant cut = more || all.ended() || all.looked() == null
                ? null
                : all.looked().at();
        String onward = edge == null ? null : (page.newer() ? page.newerCursors() : page.cursors()).apply(edge);
        String back = page.isFirst()
                ? null
                : page.newer()
                        ? page.cursors()
                                .apply(
                                        shown.isEmpty()
                                                ? page.before()
                                                : shown.getLast().id())
                        : page.newerCursors()
                                .apply(
                                        shown.isEmpty()
                                                ? page.before()
                                                : shown.getFirst().id());
        int total = Math.min(all.found().size(), PageRequest.MAX_TOTAL);
        return new UsagePage(
                shown,
                page.newer() ? back : onward,
                page.newer() ? onward : back,
                page.newer() ? null : cut,
                page.total() ? Integer.valueOf(total) : null,
                page.total() ? Boolean.valueOf(!all.ended()) : null);
    }

    /** When a record was admitted; if it has been dropped meanwhile, when its id was made. */
    private SearchStep.Position position(UUID id) {
        Timestamp at = jdbc.sql("SELECT coalesce((SELECT at FROM usage_event WHERE id = ?), uuid_extract_timestamp(?))")
                .params(id, id)
                .query(Timestamp.class)
                .single();
        return new SearchStep.Position(at.toInstant(), id);
    }

    /**
     * What was found, in the order of the search.
     *
     * @param looked the last record that was looked at; null if there was none
     * @param ended whether there are no more
     */
    private record Found(List<UsageView> found, SearchStep.@Nullable Position looked, boolean ended) {}
}
