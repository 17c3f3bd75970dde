package dev.keyway.filters.limit;

import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.Tenant;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ledger of one tenant: its own scope and those of its teams and tokens, under one lock, so that a request takes from all three or from
 * none. Tenants do not wait for each other.
 */
final class TenantLedger {

    private static final long IDLE_SECONDS = 600;
    private static final int BITS_A_SCOPE = 2;

    private final String id;
    private final Ledger ledger;
    private final Scope tenant;
    private final Map<String, Scope> teams = new HashMap<>();
    private final Map<String, Scope> tokens = new HashMap<>();
    private final LocalDay localDay = new LocalDay();
    private final TenantBooks books;
    private boolean retired;

    TenantLedger(String id, Ledger ledger) {
        this.id = id;
        this.ledger = ledger;
        this.tenant = new Scope(Level.TENANT, id, ledger);
        this.books = new TenantBooks(this, ledger, localDay);
    }

    String id() {
        return id;
    }

    TenantBooks books() {
        return books;
    }

    /** The decision; null if this ledger is no longer in use, and another one must be asked. */
    synchronized @Nullable Decision admit(Caller caller, Demand demand, Share share, long second, Instant now) {
        if (retired) {
            return null;
        }
        Scopes scopes = scopes(caller, second);
        long day = localDay.at(now, zone(caller));
        if (ledger.isBooked()) {
            scopes.bind(day);
        }
        Shortage limit = scopes.exceeded(demand.tokens(), share, second);
        if (limit != null) {
            return new Decision.Refused(limit);
        }
        boolean isStrict = false;
        long nanos = 0;
        if (ledger.isBooked() && demand.isCharged()) {
            isStrict = scopes.hard(day, true) != null;
            nanos = isStrict ? demand.mostNanos() : demand.expectedNanos();
            Decision refused = charge(scopes, demand, nanos, day, second, now);
            if (refused != null) {
                return refused;
            }
        }
        int counted = take(scopes, demand.tokens(), nanos, day, second);
        boolean isHard = ledger.isBooked() && scopes.hard(day, false) != null;
        return new Hold(
                this, scopes, new Hold.Moment(day, second), demand, nanos, new Hold.Kind(isHard, isStrict), counted);
    }

    private @Nullable Decision charge(Scopes scopes, Demand demand, long nanos, long day, long second, Instant now) {
        Scope hard = scopes.hard(day, false);
        if (hard == null) {
            return null;
        }
        String unpriced = demand.unpriced();
        if (unpriced != null) {
            return new Decision.Refused(new Shortage.Unpriced(hard.level(), period(hard, day, false), unpriced));
        }
        if (nanos == Demand.UNBOUNDED) {
            Scope strict = Objects.requireNonNull(scopes.hard(day, true));
            return new Decision.Refused(new Shortage.Unbounded(strict.level(), period(strict, day, true)));
        }
        Shortage shortage = scopes.overspent(nanos, day, now, localDay);
        if (shortage == null) {
            return null;
        }
        if (shortage instanceof Shortage.Spent spent) {
            refused(scopes, spent, day);
            return new Decision.Refused(shortage);
        }
        boolean isGrantable = want(scopes, nanos, day, second, now);
        return isGrantable ? new Decision.NeedsGrant(shortage) : new Decision.Refused(shortage);
    }

    /** The refusal is reported, and the answer has what there is meanwhile. */
    private void refused(Scopes scopes, Shortage.Spent spent, long day) {
        for (Scope scope : scopes.widestLast()) {
            watch(scope);
            if (scope.level() == spent.level()) {
                scope.refused(spent, day);
            }
        }
    }

    private boolean want(Scopes scopes, long need, long day, long second, Instant now) {
        boolean worth = true;
        for (Scope scope : scopes.widestLast()) {
            worth &= scope.want(need, day, second, now);
            watch(scope);
        }
        return worth;
    }

    private static Period period(Scope scope, long day, boolean strict) {
        return Objects.requireNonNull(scope.hard(day, strict)).period();
    }

    private int take(Scopes scopes, long demandedTokens, long nanos, long day, long second) {
        int counted = 0;
        Scope[] all = scopes.widestLast();
        for (int i = 0; i < all.length; i++) {
            counted |= all[i].take(demandedTokens, nanos, day, second) << (BITS_A_SCOPE * i);
            if (all[i].spending().isBudgeted()) {
                watch(all[i]);
            }
        }
        return counted;
    }

    synchronized @Nullable Shortage extend(Hold hold, long total) {
        long more = total - hold.nanos;
        if (more <= 0 || !hold.open) {
            return null;
        }
        Scopes scopes = hold.scopes();
        Instant now = ledger.now();
        Shortage shortage = scopes.overspent(more, hold.day, now, localDay);
        if (shortage != null) {
            if (!(shortage instanceof Shortage.Spent)) {
                boolean unused = want(scopes, more, hold.day, ledger.second(), now);
            }
            return shortage;
        }
        for (Scope scope : scopes.widestLast()) {
            scope.spending().hold(hold.day, more);
        }
        hold.nanos = total;
        return null;
    }

    synchronized void settle(Hold hold, int attempts, long usedTokens, long cost, long sequence) {
        if (!hold.open) {
            return;
        }
        hold.open = false;
        long second = ledger.second();
        Settled settled = new Settled(sequence, hold.day, ledger.isBooked() ? cost : 0);
        Scope[] all = hold.scopes().widestLast();
        for (int i = 0; i < all.length; i++) {
            all[i].settle(hold, hold.counted >> (BITS_A_SCOPE * i), attempts, usedTokens, settled, second);
            if (all[i].spending().hasUnbooked()) {
                watch(all[i]);
            }
        }
    }

    /** What a caller's rates have left, on all levels. */
    synchronized List<RateLeft> ratesLeft(Caller caller, long second) {
        return scopes(caller, second).ratesLeft(ledger.share(), second);
    }

    /** What the rates of a hold's scopes have left. */
    synchronized List<RateLeft> ratesLeft(Hold hold) {
        return hold.scopes().ratesLeft(ledger.share(), ledger.second());
    }

    /** What a caller's budgets have left, on all levels. */
    synchronized List<BudgetLeft> budgetsLeft(Caller caller, long second, Instant now) {
        List<BudgetLeft> left = new ArrayList<>();
        long day = localDay.at(now, zone(caller));
        for (Scope scope : scopes(caller, second).widestLast()) {
            for (Spending.Bound bound : scope.spending().bounds(scope.policy().budgets(), day)) {
                left.add(BudgetLeft.of(scope, bound, now, localDay));
            }
            watch(scope);
        }
        return left;
    }

    /** A request has ended before this process began, or before the database was restored. */
    synchronized void ended(Ended request) {
        Settled settled = new Settled(request.sequence(), request.date().toEpochDay(), request.nanos());
        for (Level level : Level.values()) {
            Scope scope = scope(level, request.id(level));
            scope.spending().add(settled);
            watch(scope);
        }
    }

    /** Does something with each scope, under the lock. */
    synchronized void each(Consumer<Scope> action) {
        action.accept(tenant);
        teams.values().forEach(action);
        tokens.values().forEach(action);
    }

    /** Forgets what nobody uses. @return whether nothing is left, and the ledger is no longer in use */
    synchronized boolean forgetIdle(long second) {
        tokens.values().removeIf(scope -> scope.isForgettable(second, IDLE_SECONDS));
        teams.values().removeIf(scope -> scope.isForgettable(second, IDLE_SECONDS));
        retired = tokens.isEmpty() && teams.isEmpty() && tenant.isForgettable(second, IDLE_SECONDS);
        return retired;
    }

    /** The scope of an id, made if it is not there. */
    synchronized Scope scope(Level level, String scopeId) {
        return switch (level) {
            case TENANT -> tenant;
            case TEAM -> teams.computeIfAbsent(scopeId, first -> new Scope(Level.TEAM, first, ledger));
            case TOKEN -> tokens.computeIfAbsent(scopeId, first -> new Scope(Level.TOKEN, first, ledger));
        };
    }

    private Scopes scopes(Caller caller, long second) {
        Team team = caller.team();
        Scope ofToken = seen(scope(Level.TOKEN, caller.id()), caller.policy(), second);
        return team == null
                ? ofToken.with(null, null)
                : ofToken.with(
                        seen(tenant, team.tenant().policy(), second),
                        seen(scope(Level.TEAM, team.id()), team.policy(), second));
    }

    private static Scope seen(Scope scope, Policy policy, long second) {
        scope.seen(policy, second);
        return scope;
    }

    void watch(Scope scope) {
        if (ledger.isBooked() && scope.watch()) {
            ledger.watch(new Watched(this, scope));
        }
    }

    private static ZoneId zone(Caller caller) {
        Tenant owner = caller.tenant();
        return owner == null ? ZoneOffset.UTC : owner.zone();
    }
}
