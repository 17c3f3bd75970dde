package dev.keyway.filters.limit;

import dev.keyway.contract.control.WindowSpend;
import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Budget;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Spending of one scope: what requests in progress hold, what has ended and is not booked yet, and what the admin service says of each
 * budget window. Kept by day, from which every window follows, so that a budget may come at any time. Guarded by the tenant's lock.
 */
final class Spending {

    private final List<Day> days = new ArrayList<>(2);
    private final Deque<Settled> unbooked = new ArrayDeque<>();
    private final Map<Window, WindowState> windows = new HashMap<>();
    private final SlidingMinute recent = new SlidingMinute();

    private List<Budget> budgets = List.of();
    private List<Bound> bounds = List.of();
    private long boundsDay = Long.MIN_VALUE;

    /** Sequence up to which the amounts of the windows contain the events of the log. */
    private long mark;

    /** @param mark up to which all is booked */
    Spending(long mark) {
        this.mark = mark;
    }

    /** Amounts of one admission date. */
    private static final class Day {
        private final long day;
        private long held;
        private long unbooked;

        Day(long day) {
            this.day = day;
        }
    }

    /** A budget with the window that a day is in. */
    record Bound(Budget budget, Window window, WindowState state) {

        /** Two of them can be added. */
        private static final long MOST = Long.MAX_VALUE / 2;

        /** Amount and raises in force. */
        long cap(Instant now) {
            long cap = Math.min(MOST, budget.amount().nanos());
            for (Budget.Raise raise : budget.raises()) {
                if (!now.isBefore(raise.from()) && now.isBefore(raise.until())) {
                    cap = Math.min(MOST, cap + Math.min(MOST, raise.amount().nanos()));
                }
            }
            return cap;
        }
    }

    /** The budgets that bind on a day. */
    @SuppressWarnings("ReferenceEquality") // The same list is that of the same configuration.
    List<Bound> bounds(List<Budget> present, long day) {
        if (budgets != present || boundsDay != day) {
            budgets = present;
            boundsDay = day;
            bounds = present.stream().map(budget -> bound(budget, day)).toList();
        }
        return bounds;
    }

    /** The same for the budgets that were last asked for. */
    List<Bound> boundsOf(long day) {
        return day == boundsDay
                ? bounds
                : budgets.stream().map(budget -> bound(budget, day)).toList();
    }

    private Bound bound(Budget budget, long day) {
        Window window = Window.of(budget.period(), day);
        return new Bound(budget, window, windows.computeIfAbsent(window, first -> new WindowState()));
    }

    /** Whether the admin service is asked what is booked. */
    boolean isBudgeted() {
        return !budgets.isEmpty() || !windows.isEmpty();
    }

    long held(Window window) {
        long sum = 0;
        for (Day day : days) {
            sum += window.contains(day.day) ? day.held : 0;
        }
        return sum;
    }

    long unbooked(Window window) {
        long sum = 0;
        for (Day day : days) {
            sum += window.contains(day.day) ? day.unbooked : 0;
        }
        return sum;
    }

    /** What is used here beyond what the admin service has booked. */
    long used(Window window) {
        return held(window) + unbooked(window);
    }

    /** Spent in the last minute, in any window. */
    long recent(long second) {
        return recent.total(second);
    }

    void hold(long day, long nanos) {
        if (nanos != 0) {
            day(day).held += nanos;
        }
    }

    /** A hold ends. */
    void settle(long held, Settled settled, long second) {
        hold(settled.day(), -held);
        if (settled.nanos() > 0) {
            recent.add(second, settled.nanos(), second);
        }
        add(settled);
        forgetEmptyDays();
    }

    /** A request has ended that may not be booked yet. */
    void add(Settled settled) {
        if (settled.nanos() > 0 && settled.sequence() > mark) {
            unbooked.add(settled);
            day(settled.day()).unbooked += settled.nanos();
        }
    }

    /** Events up to a mark are booked. */
    void bookedThrough(long through) {
        mark = Math.max(mark, through);
        unbooked.removeIf(settled -> {
            if (settled.sequence() > mark) {
                return false;
            }
            day(settled.day()).unbooked -= settled.nanos();
            return true;
        });
        forgetEmptyDays();
    }

    /** The database has another history: nothing is known of what is booked. What has ended up to a sequence is added again. */
    void rewind(long toMark, long through) {
        mark = through;
        bookedThrough(through);
        mark = toMark;
        windows.values().forEach(WindowState::forget);
    }

    /** Takes what the admin service says. @return whether it must be stored */
    boolean update(long through, List<WindowSpend> views, Map<Window, Long> asked, long second) {
        bookedThrough(through);
        boolean mustStore = false;
        for (WindowSpend view : views) {
            Window window =
                    Window.of(Period.valueOf(view.period()), view.windowStart().toEpochDay());
            WindowState state = windows.computeIfAbsent(window, first -> new WindowState());
            mustStore |= state.update(view, used(window), asked.getOrDefault(window, 0L), second);
        }
        return mustStore;
    }

    /** Gives back what is granted and not used. @return whether a ceiling was lowered */
    boolean giveBack() {
        boolean lowered = false;
        for (Map.Entry<Window, WindowState> window : windows.entrySet()) {
            lowered |= window.getValue().giveBack(used(window.getKey()));
        }
        return lowered;
    }

    /** Forgets windows that are over and hold nothing. */
    void forgetWindowsBefore(long day) {
        windows.entrySet().removeIf(entry -> entry.getKey().to() <= day && used(entry.getKey()) == 0);
        if (!bounds.isEmpty()
                && bounds.stream().anyMatch(bound -> bound.window().to() <= day)) {
            boundsDay = Long.MIN_VALUE;
        }
    }

    /** Gives each window with its state. */
    void each(BiConsumer<Window, WindowState> action) {
        windows.forEach(action);
    }

    /** Days with something held or unbooked. */
    List<Long> usedDays() {
        return days.stream().map(day -> day.day).toList();
    }

    boolean isEmpty() {
        return days.isEmpty() && unbooked.isEmpty();
    }

    /** Whether something is granted that is not used. */
    boolean hasGrant() {
        return windows.entrySet().stream()
                .anyMatch(window ->
                        window.getValue().isGranted() && window.getValue().granted() > used(window.getKey()));
    }

    /** Whether a request has found a grant too low since the last answer. */
    boolean isWanting() {
        return windows.values().stream().anyMatch(state -> state.wanted() > 0);
    }

    boolean hasUnbooked() {
        return !unbooked.isEmpty();
    }

    long mark() {
        return mark;
    }

    private Day day(long day) {
        for (Day known : days) {
            if (known.day == day) {
                return known;
            }
        }
        Day added = new Day(day);
        days.add(added);
        return added;
    }

    private void forgetEmptyDays() {
        days.removeIf(day -> day.held == 0 && day.unbooked == 0);
    }

    /** Up to this mark, what has ended is in the stored amounts. */
    void begin(long storedMark) {
        mark = storedMark;
    }

    void restore(StoredScope.StoredWindow stored) {
        Window window = Window.of(stored.period(), stored.start().toEpochDay());
        windows.computeIfAbsent(window, first -> new WindowState())
                .restore(stored.booked(), stored.bookedHere(), stored.ceiling());
    }

    List<StoredScope.StoredWindow> stored() {
        return windows.entrySet().stream()
                .filter(window -> window.getValue().isKnown())
                .map(window -> stored(window.getKey(), window.getValue()))
                .toList();
    }

    private static StoredScope.StoredWindow stored(Window window, WindowState state) {
        return new StoredScope.StoredWindow(
                window.period(), window.start(), state.booked(), state.bookedHere(), state.ceiling());
    }
}
