package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.queue.Queued;
import dev.keyway.filters.keypool.timing.Timed;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waiter: a demand in the queue. */
final class Waiter extends Timed implements Queued {

    final KeyDemand demand;
    final KeyListener listener;
    final ModelPool modelPool;
    private final Consumer<Waiter> whenLate;

    /** The key found for it while its turn is looked for. */
    @Nullable
    KeyModelState offer;

    Waiter(KeyDemand demand, KeyListener listener, ModelPool modelPool, Consumer<Waiter> whenLate) {
        this.demand = demand;
        this.listener = listener;
        this.modelPool = modelPool;
        this.whenLate = whenLate;
    }

    @Override
    public String fairnessKey() {
        return demand.fairnessKey();
    }

    @Override
    protected boolean isBeforeDeadlines() {
        return false;
    }

    @Override
    protected void due() {
        whenLate.accept(this);
    }
}
