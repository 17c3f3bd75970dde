package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.keypool.Comparison;
import dev.keyway.filters.keypool.timing.Timed;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One comparison; in the pool's timers until it ends or has withheld its key for long enough. */
final class PoolComparison extends Timed implements Comparison {

    private final InMemoryKeyPool pool;
    private final Comparisons comparisons;
    private final KeyModelState state;
    private final long body;
    private final @Nullable String referenceKey;
    private final AtomicBoolean isOver = new AtomicBoolean();

    /** Whether it goes on, and whether its key is withheld from others. Both belong to the pool's lock. */
    boolean isRunning = true;

    boolean holds = true;

    PoolComparison(
            InMemoryKeyPool pool,
            Comparisons comparisons,
            KeyModelState state,
            long body,
            @Nullable String referenceKey) {
        this.pool = pool;
        this.comparisons = comparisons;
        this.state = state;
        this.body = body;
        this.referenceKey = referenceKey;
    }

    KeyModelState state() {
        return state;
    }

    /** The digest of the request's body. */
    long body() {
        return body;
    }

    @Override
    public @Nullable String referenceKey() {
        return referenceKey;
    }

    @Override
    public void waits() {
        pool.compared(now -> comparisons.release(this));
    }

    @Override
    public void served(Failure refusal) {
        if (isOver.compareAndSet(false, true)) {
            pool.compared(now -> comparisons.served(this, refusal, now));
        }
    }

    @Override
    public void refused(String otherKeyId, boolean alike) {
        if (isOver.compareAndSet(false, true)) {
            pool.compared(now -> comparisons.refused(this, otherKeyId, alike, now));
        }
    }

    @Override
    public void abandoned() {
        if (isOver.compareAndSet(false, true)) {
            pool.compared(now -> comparisons.inVain(this, now));
        }
    }

    @Override
    protected void due() {
        comparisons.end(this);
    }
}
