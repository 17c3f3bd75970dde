package dev.keyway.filters.limit;

import dev.keyway.contract.control.SpendView;
import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.control.WindowSpend;
import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Budget;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Ledger of limits and budgets: decides whether a request fits, and holds what it needs until it has ended. Lives beside the
 * configuration, so that a changed limit or budget is judged against what is already used. Safe for use by many threads; nothing here
 * waits.
 */
public final class Ledger {

    private static final long NANOS = 1_000_000_000;

    private final Map<String, TenantLedger> tenants = new ConcurrentHashMap<>();
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final LongSupplier ticker;
    private final InstantSource clock;
    private final boolean booked;
    private volatile boolean hasMore;
    private volatile long floor;
    private volatile Share share = new Share(1);

    private Ledger(LongSupplier ticker, InstantSource clock, boolean booked) {
        this.ticker = ticker;
        this.clock = clock;
        this.booked = booked;
    }

    /**
     * Ledger of rates and concurrency, where nobody books what requests cost.
     *
     * @param ticker nanoseconds of a monotonic clock, by which rates go
     */
    public static Ledger ofRates(LongSupplier ticker, InstantSource clock) {
        return new Ledger(ticker, clock, false);
    }

    /** Ledger of budgets too, which the admin service keeps the books for. */
    public static Ledger ofRatesAndBudgets(LongSupplier ticker, InstantSource clock) {
        return new Ledger(ticker, clock, true);
    }

    /** Decides on a request of a caller. */
    public Decision admit(Caller caller, Demand demand) {
        if (booked && isStrict(caller)) {
            // It reads the whole body, which nobody else should wait for.
            long unused = demand.mostNanos();
        }
        while (true) {
            Decision decision = tenant(caller).admit(caller, demand, share, second(), now());
            if (decision != null) {
                return decision;
            }
        }
    }

    private static boolean isStrict(Caller caller) {
        Team team = caller.team();
        return isStrict(caller.policy())
                || (team != null
                        && (isStrict(team.policy()) || isStrict(team.tenant().policy())));
    }

    private static boolean isStrict(Policy policy) {
        for (Budget budget : policy.budgets()) {
            if (budget.hard() && budget.strict()) {
                return true;
            }
        }
        return false;
    }

    /** What a caller's rates and concurrency have left, on all levels. */
    public List<RateLeft> ratesLeft(Caller caller) {
        return tenant(caller).ratesLeft(caller, second());
    }

    /** What a caller's budgets have left, on all levels. */
    public List<BudgetLeft> budgetsLeft(Caller caller) {
        return tenant(caller).budgetsLeft(caller, second(), now());
    }

    /** Gateways that share rates and concurrency, this one included. */
    public int gateways() {
        return share.gateways();
    }

    /**
     * What there is to report to the admin service: first what requests wait for, then what was not reported for longest.
     *
     * @param mostWindows in all
     */
    public List<ScopeReport> reports(int mostWindows) {
        long second = second();
        List<Watched> due = watched.stream()
                .filter(each -> each.owner().books().isReportDue(each.scope(), second))
                .sorted(Comparator.comparingLong(each -> each.owner().books().lastReport(each.scope())))
                .toList();
        List<ScopeReport> reports = new ArrayList<>();
        int windows = 0;
        for (Watched each : due) {
            ScopeReport report = each.owner().books().report(each.scope(), second, now());
            windows += report.windows().size();
            if (windows > mostWindows) {
                each.owner().books().notReported(each.scope());
                hasMore = true;
                return reports;
            }
            reports.add(report);
        }
        hasMore = false;
        return reports;
    }

    /** Whether the last reports were not all that there is to report. */
    public boolean hasMore() {
        return hasMore;
    }

    /**
     * Takes the answer to reports.
     *
     * @return whether it must be stored before the next report: a lowered ceiling would count again after a restart, and a first one would
     *     never be given back
     */
    public boolean update(List<ScopeReport> reports, SpendView view) {
        share = new Share(Math.max(1, view.gateways()));
        Map<UUID, List<WindowSpend>> byScope =
                view.windows().stream().collect(Collectors.groupingBy(WindowSpend::scopeId));
        long second = second();
        boolean mustStore = false;
        for (ScopeReport report : reports) {
            boolean isNew = update(report, view, byScope, second);
            // What was lowered now is given back by the next report.
            mustStore |= isNew || report.owner.rest(report.scope, share, second);
        }
        return mustStore;
    }

    private static boolean update(
            ScopeReport report, SpendView view, Map<UUID, List<WindowSpend>> byScope, long second) {
        if (report.windows().isEmpty()) {
            report.owner.booked(report.scope, view.mark());
            return false;
        }
        List<WindowSpend> views = byScope.getOrDefault(UUID.fromString(report.scope.id()), List.of());
        return report.owner.update(report.scope, view.mark(), views, asked(report), second);
    }

    private static Map<Window, Long> asked(ScopeReport report) {
        Map<Window, Long> asked = new HashMap<>();
        for (WindowReport window : report.windows()) {
            asked.put(
                    Window.of(
                            Period.valueOf(window.period()),
                            window.windowStart().toEpochDay()),
                    window.wantedNanos());
        }
        return asked;
    }

    /** Has all scopes reported, because other gateways want their share. */
    public void watchAll() {
        tenants.values()
                .forEach(owner -> owner.each(scope -> {
                    if (scope.spending().isBudgeted()) {
                        owner.watch(scope);
                    }
                }));
    }

    /** Forgets scopes that nobody uses. */
    public void forgetIdle() {
        tenants.values().removeIf(tenant -> tenant.forgetIdle(second()));
    }

    /**
     * Begins with what was stored before a restart.
     *
     * @param from sequence of the usage log up to which nothing counts that is of no stored scope: it is booked
     * @param ended gives the requests that ended before this process began, and after the marks of the stored scopes
     */
    public void restore(long from, List<StoredScope> scopes, Consumer<Consumer<Ended>> ended) {
        floor = from;
        scopes.forEach(stored -> tenant(stored.tenantId()).books().prepare(stored));
        ended.accept(this::ended);
        scopes.forEach(stored -> tenant(stored.tenantId()).books().restore(stored));
    }

    /** What is to be stored. */
    public List<StoredScope> stored() {
        return tenants.values().stream()
                .flatMap(tenant -> tenant.books().stored().stream())
                .toList();
    }

    /**
     * Nothing is known any more of what is booked. Events that ended after a mark, up to another sequence, are added again by
     * {@link #ended}.
     */
    public void rewind(long mark, long through) {
        floor = mark;
        tenants.values()
                .forEach(owner -> owner.each(scope -> {
                    scope.spending().rewind(mark, through);
                    owner.watch(scope);
                }));
    }

    /**
     * A request has ended before this process began, or before the database was restored.
     *
     * @param sequence of its end in the usage log
     */
    public void ended(Ended request) {
        tenant(request.tenantId()).ended(request);
    }

    void watch(Watched scope) {
        watched.add(scope);
    }

    void unwatch(Watched scope) {
        watched.remove(scope);
    }

    /** Whether what requests cost is booked somewhere, so that budgets can be kept. */
    boolean isBooked() {
        return booked;
    }

    /** Sequence of the usage log up to which all is booked that no scope knows otherwise. */
    long floor() {
        return floor;
    }

    Share share() {
        return share;
    }

    long second() {
        return Math.floorDiv(ticker.getAsLong(), NANOS);
    }

    Instant now() {
        return clock.instant();
    }

    private TenantLedger tenant(Caller caller) {
        Tenant tenant = caller.tenant();
        return tenant(tenant == null ? "" : tenant.id());
    }

    private TenantLedger tenant(String id) {
        TenantLedger known = tenants.get(id);
        return known == null ? tenants.computeIfAbsent(id, first -> new TenantLedger(first, this)) : known;
    }
}
