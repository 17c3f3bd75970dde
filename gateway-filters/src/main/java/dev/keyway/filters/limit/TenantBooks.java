package dev.keyway.filters.limit;

import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.control.WindowSpend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Books of one tenant: what is reported of its scopes to the admin service, what that answers, and what is stored of it. Under the lock
 * of its ledger.
 */
final class TenantBooks {

    private static final long RESTS_AFTER_SECONDS = 60;

    private final TenantLedger owner;
    private final Ledger ledger;
    private final LocalDay localDay;

    TenantBooks(TenantLedger owner, Ledger ledger, LocalDay localDay) {
        this.owner = owner;
        this.ledger = ledger;
        this.localDay = localDay;
    }

    /** Whether there is something to report of a scope. */
    boolean isReportDue(Scope scope, long second) {
        synchronized (owner) {
            return scope.isReportDue(ledger.share(), second);
        }
    }

    /** When a scope was last reported, in seconds of the monotonic clock; the least if requests wait for it. */
    long lastReport(Scope scope) {
        synchronized (owner) {
            return scope.spending().isWanting() ? Long.MIN_VALUE : scope.lastReport();
        }
    }

    /** The report of a scope was not sent. */
    void notReported(Scope scope) {
        synchronized (owner) {
            scope.notReported();
        }
    }

    /** What there is to report of a scope. */
    ScopeReport report(Scope scope, long second, Instant now) {
        synchronized (owner) {
            scope.reported(second);
            Spending spending = scope.spending();
            List<WindowReport> windows = new ArrayList<>();
            if (spending.isBudgeted()) {
                long day = localDay.at(now, localDay.zone());
                spending.forgetWindowsBefore(day - 1);
                spending.boundsOf(day);
                spending.boundsOf(day + 1);
                spending.usedDays().forEach(spending::boundsOf);
                spending.each((window, state) -> windows.add(report(scope, window, state, second)));
            }
            return new ScopeReport(this, scope, windows);
        }
    }

    private static WindowReport report(Scope scope, Window window, WindowState state, long second) {
        Spending spending = scope.spending();
        return new WindowReport(
                scope.level().name(),
                UUID.fromString(scope.id()),
                window.period().name(),
                window.start(),
                state.reportedCeiling(spending.used(window)),
                state.bookedHere() + spending.unbooked(window),
                spending.held(window) + state.waiting(),
                state.wanted(),
                spending.recent(second),
                state.reportRefusal() ? "insufficient_quota" : null);
    }

    /** Takes what the admin service says of a scope. @return whether it must be stored */
    boolean update(Scope scope, long mark, List<WindowSpend> views, Map<Window, Long> asked, long second) {
        synchronized (owner) {
            boolean mustStore = scope.spending().update(mark, views, asked, second);
            if (mustStore) {
                owner.watch(scope);
            }
            return mustStore;
        }
    }

    /** Events up to a mark are booked; of a scope that has budgets, only once the admin service has said what they amount to. */
    void booked(Scope scope, long mark) {
        synchronized (owner) {
            if (!scope.spending().isBudgeted()) {
                scope.spending().bookedThrough(mark);
            }
        }
    }

    /**
     * A scope that nobody uses is reported no more, once it has given back what other gateways can use.
     *
     * @return whether a ceiling was lowered
     */
    boolean rest(Scope scope, Share share, long second) {
        synchronized (owner) {
            if (!scope.isIdle(second, RESTS_AFTER_SECONDS)) {
                return false;
            }
            if (share.gateways() > 1 && scope.spending().giveBack()) {
                owner.watch(scope);
                return true;
            }
            scope.unwatch();
            ledger.unwatch(new Watched(owner, scope));
            return false;
        }
    }

    /** What a stored scope had when it was stored is booked. */
    void prepare(StoredScope stored) {
        synchronized (owner) {
            owner.scope(stored.level(), stored.id()).spending().begin(stored.mark());
        }
    }

    void restore(StoredScope stored) {
        synchronized (owner) {
            Scope scope = owner.scope(stored.level(), stored.id());
            stored.windows().forEach(scope.spending()::restore);
            owner.watch(scope);
        }
    }

    List<StoredScope> stored() {
        synchronized (owner) {
            List<StoredScope> all = new ArrayList<>();
            owner.each(scope -> {
                List<StoredScope.StoredWindow> windows = scope.spending().stored();
                if (!windows.isEmpty()) {
                    all.add(new StoredScope(
                            owner.id(),
                            scope.level(),
                            scope.id(),
                            scope.spending().mark(),
                            windows));
                }
            });
            return all;
        }
    }
}
