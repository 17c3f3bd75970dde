package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.quota.AccountQuota;
import dev.keyway.filters.quota.QuotaReading;
import dev.keyway.filters.quota.RequestCost;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Permit for one call with a key. */
final class PoolPermit implements Permit {

    private final InMemoryKeyPool pool;
    private final KeyModelState state;
    private final ProviderKey key;
    private final long since;
    private final long turn;
    private final AtomicBoolean isOver = new AtomicBoolean();

    /** Its place among what its account has sent; null if nothing was reported yet. Belongs to the pool's lock. */
    AccountQuota.@Nullable Sending sending;

    /** How many calls its key had in flight for the model once it was sent, itself included. */
    int level;

    /** What it takes of the limits, and whether its answer said that one of them had no room for that. */
    RequestCost cost = RequestCost.UNKNOWN;

    boolean reportedUsedUpLimit;

    /** The conversation that its call belongs to; 0 for none. */
    long conversation;

    /** Its number among what was sent before anything was reported. Belongs to the pool's lock. */
    long sentUnreported;

    PoolPermit(InMemoryKeyPool pool, KeyModelState state, long since, long turn) {
        this.pool = pool;
        this.state = state;
        this.key = state.key.key;
        this.since = since;
        this.turn = turn;
    }

    KeyModelState state() {
        return state;
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
