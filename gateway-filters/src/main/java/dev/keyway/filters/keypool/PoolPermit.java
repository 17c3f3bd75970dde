package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.quota.AccountQuota;
import dev.keyway.filters.quota.QuotaReading;
import dev.keyway.filters.quota.RequestCost;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One call on one seat. */
final class PoolPermit implements Permit {

    private final InMemoryKeyPool pool;
    private final Seat seat;
    private final ProviderKey key;
    private final long since;
    private final long turn;
    private final AtomicBoolean isOver = new AtomicBoolean();

    /** Its place among what its account has sent; null if that had told nothing yet. Belongs to the pool's lock. */
    AccountQuota.@Nullable Sending sending;

    /** How many calls its seat had in flight once it was sent, itself included. */
    int level;

    /** What it takes of the limits, and whether its answer said that one of them had no room for that. */
    RequestCost cost = RequestCost.UNKNOWN;

    boolean toldOfUsedUpLimit;

    /** Its number among what was sent before the account told anything. Belongs to the pool's lock. */
    long sentUntold;

    PoolPermit(InMemoryKeyPool pool, Seat seat, long since, long turn) {
        this.pool = pool;
        this.seat = seat;
        this.key = seat.key.key;
        this.since = since;
        this.turn = turn;
    }

    Seat seat() {
        return seat;
    }

    /** When it was given, in milliseconds. */
    long since() {
        return since;
    }

    /** When it was given, among all that happens in the pool. */
    long turn() {
        return turn;
    }

    @Override
    public ProviderKey key() {
        return key;
    }

    @Override
    public void heard(List<QuotaReading> readings) {
        if (!isOver.get()) {
            pool.heard(this, readings);
        }
    }

    @Override
    public void served() {
        if (end()) {
            pool.served(this);
        }
    }

    @Override
    public void failed(Penalty penalty) {
        if (end()) {
            pool.failed(this, penalty);
        }
    }

    @Override
    public void abandoned() {
        if (end()) {
            pool.abandoned(this);
        }
    }

    /** Whether this ends it. */
    boolean end() {
        return isOver.compareAndSet(false, true);
    }
}
