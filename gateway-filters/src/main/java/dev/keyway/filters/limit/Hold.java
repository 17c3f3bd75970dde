package dev.keyway.filters.limit;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hold: what a request in progress has of the limits and budgets of its scopes. Lives exactly as long as the request. Safe for use by
 * many threads.
 */
public final class Hold implements Decision {

    final TenantLedger owner;
    private final Scopes scopes;
    final long day;
    final long second;
    final long tokens;

    /** What was counted of it, two bits a scope. */
    final int counted;

    private final Kind kind;

    /** Guarded by the owner, as is the rest that changes. */
    long nanos;

    boolean open = true;

    /**
     * Moment of the admission.
     *
     * @param day admission date, as an epoch day
     * @param second of the monotonic clock
     */
    record Moment(long day, long second) {}

    /**
     * Kind of the budgets that bind.
     *
     * @param isHard whether one of them is hard
     * @param isStrict whether one of the hard ones is strict
     */
    record Kind(boolean isHard, boolean isStrict) {}

    Hold(TenantLedger owner, Scopes scopes, Moment at, Demand demand, long nanos, Kind kind, int counted) {
        this.owner = owner;
        this.scopes = scopes;
        this.day = at.day();
        this.second = at.second();
        this.tokens = demand.tokens();
        this.nanos = nanos;
        this.kind = kind;
        this.counted = counted;
    }

    Scopes scopes() {
        return scopes;
    }

    /** The admission date, by which its budget windows go. */
    public LocalDate date() {
        return LocalDate.ofEpochDay(day);
    }

    /** The cost that is held, in nano-dollars. */
    public long nanos() {
        synchronized (owner) {
            return nanos;
        }
    }

    /** Whether a hard budget binds. */
    public boolean isHard() {
        return kind.isHard();
    }

    /** Whether the most that an attempt can cost is held, rather than what it is expected to cost. */
    public boolean isStrict() {
        return kind.isStrict();
    }

    /** What is left of the rates and the concurrency, on all levels. */
    public List<RateLeft> ratesLeft() {
        return owner.ratesLeft(this);
    }

    /**
     * Extends the hold on all levels, or on none.
     *
     * @param total the cost to hold in all, in nano-dollars; nothing changes if as much is held
     * @return why it does not fit; null if it does
     */
    public @Nullable Shortage extend(long total) {
        return owner.extend(this, total);
    }

    /**
     * The request has ended: what it used takes the place of what was held. The first call counts.
     *
     * @param attempts upstream calls made; without any, its rates are given back too
     * @param usedTokens input and output
     * @param cost in nano-dollars, as it will be booked
     * @param sequence of the usage log's record that closed it; 0 if nothing is booked
     */
    public void settle(int attempts, long usedTokens, long cost, long sequence) {
        owner.settle(this, attempts, usedTokens, cost, sequence);
    }
}
