package dev.keyway.filters.limit;

import dev.keyway.contract.window.AdmissionDate;
import dev.keyway.filters.model.Budget;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.RateLimits;
import dev.keyway.filters.model.Team;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Model of one gateway's limits and budgets: keeps every request, and adds up whatever it is asked for. */
final class LimitsModel {

    private static final int MINUTE = 60;

    /** Seconds after which what is refused never fits. */
    static final int NEVER = MINUTE + 1;

    private final InstantSource clock;
    private final String zone;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Policy> seen = new HashMap<>();

    /** The minutes that are counted, by scope: from the first request under such a limit on. */
    private final Map<String, Set<RateLeft.Kind>> counting = new HashMap<>();

    LimitsModel(InstantSource clock, String zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** An admitted request. */
    static final class Entry {
        private final Caller caller;
        private final Hold hold;
        private final long second;
        private final Map<String, Set<RateLeft.Kind>> counted = new HashMap<>();
        private long requests = 1;
        private long tokens;
        private long held;
        private long cost;
        private boolean isOpen = true;

        Entry(Caller caller, Hold hold, long second, long tokens, long held) {
            this.caller = caller;
            this.hold = hold;
            this.second = second;
            this.tokens = tokens;
            this.held = held;
        }

        Hold hold() {
            return hold;
        }

        long held() {
            return held;
        }
    }

    /** The policies of a caller are those that its requests now go by. */
    void sees(Caller caller) {
        for (Level level : Level.values()) {
            seen.put(id(caller, level), policy(caller, level));
        }
    }

    List<Entry> open() {
        return entries.stream().filter(entry -> entry.isOpen).toList();
    }

    void admitted(Caller caller, Hold hold, long tokens, long held) {
        Entry entry = new Entry(caller, hold, second(), tokens, held);
        for (Level level : Level.values()) {
            String id = id(caller, level);
            RateLimits rates = policy(caller, level).rates();
            Set<RateLeft.Kind> kinds = counting.computeIfAbsent(id, first -> EnumSet.noneOf(RateLeft.Kind.class));
            if (rates.requestsPerMinute() != null) {
                kinds.add(RateLeft.Kind.REQUESTS);
            }
            if (rates.tokensPerMinute() != null) {
                kinds.add(RateLeft.Kind.TOKENS);
            }
            entry.counted.put(id, Set.copyOf(kinds));
        }
        entries.add(entry);
    }

    void ended(Entry entry, int attempts, long tokens, long cost) {
        entry.isOpen = false;
        entry.requests = attempts == 0 ? 0 : 1;
        entry.tokens = attempts == 0 ? 0 : tokens;
        entry.cost = cost;
    }

    void extended(Entry entry, long total) {
        entry.held = Math.max(entry.held, total);
    }

    /** What is open is booked as it was held, and rates begin anew. */
    void restarted() {
        open().forEach(entry -> ended(entry, 1, entry.tokens, entry.held));
        counting.clear();
        entries.forEach(entry -> entry.counted.clear());
    }

    boolean isFull(Caller caller) {
        for (Level level : Level.values()) {
            Long most = policy(caller, level).rates().concurrentRequests();
            if (most != null && concurrent(id(caller, level)) >= most) {
                return true;
            }
        }
        return false;
    }

    private long concurrent(String id) {
        return count(id, entry -> entry.isOpen);
    }

    /** Seconds until the rates of all levels have room for a request, if nothing comes between; {@link #NEVER} if they never do. */
    int secondsUntilRatesFit(Caller caller, long tokens) {
        for (int wait = 0; wait <= MINUTE; wait++) {
            if (ratesFit(caller, tokens, second() + wait)) {
                return wait;
            }
        }
        return NEVER;
    }

    private boolean ratesFit(Caller caller, long tokens, long at) {
        for (Level level : Level.values()) {
            String id = id(caller, level);
            RateLimits rates = policy(caller, level).rates();
            Long requests = rates.requestsPerMinute();
            Long most = rates.tokensPerMinute();
            if ((requests != null && used(id, RateLeft.Kind.REQUESTS, at) + 1 > requests)
                    || (most != null && used(id, RateLeft.Kind.TOKENS, at) + tokens > most)) {
                return false;
            }
        }
        return true;
    }

    /** What is used of a rate in the minute up to a second. */
    private long used(String id, RateLeft.Kind kind, long at) {
        long sum = 0;
        for (Entry entry : entries) {
            if (entry.counted.getOrDefault(id, Set.of()).contains(kind) && entry.second > at - MINUTE) {
                sum += kind == RateLeft.Kind.REQUESTS ? entry.requests : entry.tokens;
            }
        }
        return sum;
    }

    long left(Caller caller, RateLeft rate) {
        String id = id(caller, rate.level());
        long used = rate.kind() == RateLeft.Kind.CONCURRENT ? concurrent(id) : used(id, rate.kind(), second());
        return Math.max(0, rate.limit() - used);
    }

    /** Whether a hard budget binds a caller. */
    boolean isHard(Caller caller, boolean strict) {
        for (Level level : Level.values()) {
            if (policy(caller, level).budgets().stream()
                    .anyMatch(budget -> budget.hard() && (budget.strict() || !strict))) {
                return true;
            }
        }
        return false;
    }

    /** Whether so much fits into all hard budgets of today. */
    boolean fits(Caller caller, long nanos) {
        return fits(caller, nanos, today(), level -> policy(caller, level));
    }

    /** Whether a hold can grow by so much, by the policies that its scopes have seen last. */
    boolean fits(Entry entry, long more) {
        return fits(
                entry.caller, more, entry.hold.day, level -> Objects.requireNonNull(seen.get(id(entry.caller, level))));
    }

    /** Policy of a level. */
    private interface Policies {
        Policy of(Level level);
    }

    private boolean fits(Caller caller, long nanos, long day, Policies policies) {
        for (Level level : Level.values()) {
            for (Budget budget : policies.of(level).budgets()) {
                long spent = spent(id(caller, level), budget, day);
                long cap = cap(budget, clock.instant());
                long held = held(id(caller, level), budget, day);
                if (budget.hard() && (spent >= cap || spent + held + nanos > cap)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Spent in the window of a budget that is named by what it has left. */
    long spent(Caller caller, BudgetLeft left) {
        return spent(id(caller, left.level()), left.period(), today());
    }

    long held(Caller caller, BudgetLeft left) {
        Window window = Window.of(left.period(), today());
        return sum(id(caller, left.level()), entry -> entry.isOpen && window.contains(entry.hold.day));
    }

    private long spent(String id, Budget budget, long day) {
        return spent(id, budget.period(), day);
    }

    private long spent(String id, dev.keyway.contract.window.Period period, long day) {
        Window window = Window.of(period, day);
        return sum(id, entry -> !entry.isOpen && window.contains(entry.hold.day));
    }

    private long held(String id, Budget budget, long day) {
        Window window = Window.of(budget.period(), day);
        return sum(id, entry -> entry.isOpen && window.contains(entry.hold.day));
    }

    private long sum(String id, Predicate<Entry> of) {
        return entries.stream()
                .filter(entry -> isOf(entry, id) && of.test(entry))
                .mapToLong(entry -> entry.isOpen ? entry.held : entry.cost)
                .sum();
    }

    private long count(String id, Predicate<Entry> of) {
        return entries.stream()
                .filter(entry -> isOf(entry, id) && of.test(entry))
                .count();
    }

    private static boolean isOf(Entry entry, String id) {
        for (Level level : Level.values()) {
            if (id(entry.caller, level).equals(id)) {
                return true;
            }
        }
        return false;
    }

    static long cap(Budget budget, Instant now) {
        return budget.amount().nanos()
                + budget.raises().stream()
                        .filter(raise -> !now.isBefore(raise.from()) && now.isBefore(raise.until()))
                        .mapToLong(raise -> raise.amount().nanos())
                        .sum();
    }

    private long today() {
        return AdmissionDate.of(clock.instant(), zone).toEpochDay();
    }

    private long second() {
        return Math.floorDiv(clock.instant().toEpochMilli(), 1_000L);
    }

    private static Policy policy(Caller caller, Level level) {
        Team team = team(caller);
        return switch (level) {
            case TOKEN -> caller.policy();
            case TEAM -> team.policy();
            case TENANT -> team.tenant().policy();
        };
    }

    private static String id(Caller caller, Level level) {
        Team team = team(caller);
        return switch (level) {
            case TOKEN -> caller.id();
            case TEAM -> team.id();
            case TENANT -> team.tenant().id();
        };
    }

    private static Team team(Caller caller) {
        @Nullable Team team = caller.team();
        return Objects.requireNonNull(team);
    }
}
