package dev.keyway.filters.limit;

import dev.keyway.filters.model.Budget;
import dev.keyway.filters.model.Level;
import dev.keyway.filters.model.Policy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scope: a tenant, a team or a token, with what is used of its limits and budgets. Outlives the configuration, so that a changed limit
 * is judged against what is already used. Guarded by the tenant's lock.
 */
final class Scope {

    private static final long REPORTED_EVERY_SECONDS = 15;

    /** Other gateways want back what is not used here. */
    private static final long REPORTED_TO_SHARE_EVERY_SECONDS = 2;

    private final Level level;
    private final String id;
    private final Spending spending;
    private final Rates rates;
    private Policy policy = Policy.NONE;
    private long lastUse;
    private boolean watched;
    private boolean reportDue;
    private long lastReport;

    /** Of a token: its last scopes, made once. */
    private @Nullable Scopes scopes;

    Scope(Level level, String id, Ledger ledger) {
        this.level = level;
        this.id = id;
        this.spending = new Spending(ledger.floor());
        this.rates = new Rates(level);
        this.lastUse = ledger.second();
    }

    Level level() {
        return level;
    }

    String id() {
        return id;
    }

    Spending spending() {
        return spending;
    }

    Policy policy() {
        return policy;
    }

    Rates rates() {
        return rates;
    }

    /** A request comes, under this policy. */
    void seen(Policy present, long second) {
        policy = present;
        lastUse = second;
    }

    /** The budgets of the policy that was seen last bind from now on. */
    void bind(long day) {
        List<Spending.Bound> unused = spending.bounds(policy.budgets(), day);
    }

    /** The scopes of this token. */
    Scopes with(@Nullable Scope tenant, @Nullable Scope team) {
        Scopes known = scopes;
        if (known == null || !known.areOf(tenant, team)) {
            known = new Scopes(tenant, team, this);
            scopes = known;
        }
        return known;
    }

    /** @return whether it was not watched before */
    boolean watch() {
        boolean isNew = !watched;
        watched = true;
        reportDue = true;
        return isNew;
    }

    /** Whether there is something to report: it is used, or was not reported for some time. */
    boolean isReportDue(Share share, long second) {
        long every = share.gateways() == 1 ? REPORTED_EVERY_SECONDS : REPORTED_TO_SHARE_EVERY_SECONDS;
        return reportDue || !spending.isEmpty() || second - lastReport >= every;
    }

    /** When it was last reported, in seconds of the monotonic clock. */
    long lastReport() {
        return lastReport;
    }

    void reported(long second) {
        reportDue = false;
        lastReport = second;
    }

    /** It is in no report after all. */
    void notReported() {
        reportDue = true;
    }

    void unwatch() {
        watched = false;
    }

    /** Why so much more does not fit into a hard budget; null if it does. */
    @Nullable
    Shortage overspent(long need, long day, Instant now, Resets resets) {
        for (Spending.Bound bound : spending.boundsOf(day)) {
            Shortage shortage = bound.budget().hard() ? overspent(bound, need, now, resets) : null;
            if (shortage != null) {
                return shortage;
            }
        }
        return null;
    }

    private @Nullable Shortage overspent(Spending.Bound bound, long need, Instant now, Resets resets) {
        Budget budget = bound.budget();
        WindowState state = bound.state();
        if (!state.isKnown()) {
            return new Shortage.Unknown(level, budget.period());
        }
        long cap = bound.cap(now);
        long spent = state.booked() + spending.unbooked(bound.window());
        if (spent >= cap || cap - spent < need) {
            return new Shortage.Spent(level, budget.period(), cap, spent, need, resets.of(bound.window()));
        }
        long held = spending.held(bound.window());
        if (cap - spent - held < need) {
            return new Shortage.Reserved(level, budget.period(), cap, spent, held, 0, need);
        }
        if (!state.isGranted()) {
            return new Shortage.Unknown(level, budget.period());
        }
        return state.granted() - spending.used(bound.window()) < need
                ? new Shortage.Reserved(level, budget.period(), cap, spent, held, state.elsewhere(), need)
                : null;
    }

    /** A budget has refused a request. */
    void refused(Shortage.Spent spent, long day) {
        for (Spending.Bound bound : spending.boundsOf(day)) {
            if (bound.budget().hard() && bound.budget().period() == spent.period()) {
                bound.state().refuse();
            }
        }
    }

    /**
     * Asks for what is lacking in grants.
     *
     * @return whether an answer is worth waiting for
     */
    boolean want(long need, long day, long second, Instant now) {
        boolean worth = true;
        for (Spending.Bound bound : spending.boundsOf(day)) {
            WindowState state = bound.state();
            long used = spending.used(bound.window());
            if (bound.budget().hard() && state.isGranted() && state.granted() - used >= need) {
                state.await(need);
            } else if (bound.budget().hard()) {
                boolean isOwn = state.isGranted() && bound.cap(now) - state.booked() - used < need;
                if (!isOwn) {
                    state.want(need - (state.isGranted() ? state.granted() - used : 0));
                }
                worth &= !isOwn && !state.isDenied(second);
            }
        }
        return worth;
    }

    /** The first hard budget on a day that is strict, or that is not; null if there is none. */
    @Nullable
    Budget hard(long day, boolean strict) {
        for (Spending.Bound bound : spending.bounds(policy.budgets(), day)) {
            if (bound.budget().hard() && (bound.budget().strict() || !strict)) {
                return bound.budget();
            }
        }
        return null;
    }

    /** @return what was counted of the request in rates, two bits */
    int take(long demandedTokens, long nanos, long day, long second) {
        spending.hold(day, nanos);
        return rates.take(policy.rates(), demandedTokens, second);
    }

    /**
     * A request has ended.
     *
     * @param counted what was counted when it was taken
     */
    void settle(Hold hold, int counted, int attempts, long usedTokens, Settled settled, long second) {
        lastUse = second;
        rates.settle(hold, counted, attempts, usedTokens, second);
        spending.settle(hold.nanos, settled, second);
    }

    /** Whether it may be forgotten: nobody uses it, and no other gateway waits for what it was granted. */
    boolean isForgettable(long second, long afterSeconds) {
        return !watched && isIdle(second, afterSeconds) && !spending.hasGrant();
    }

    /** Whether nothing of it is in use. */
    boolean isIdle(long second, long forSeconds) {
        return rates.isIdle() && spending.isEmpty() && second - lastUse >= forSeconds;
    }
}
