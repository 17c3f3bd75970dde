package dev.keyway.filters.keypool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A demand that waits for a key. */
final class Waiter extends Timed {

    final KeyDemand demand;
    final KeyListener listener;
    final ModelLane lane;
    private final Consumer<Waiter> whenLate;

    /** The seat found for it while its turn is looked for. */
    @Nullable
    Seat offer;

    Waiter(KeyDemand demand, KeyListener listener, ModelLane lane, Consumer<Waiter> whenLate) {
        this.demand = demand;
        this.listener = listener;
        this.lane = lane;
        this.whenLate = whenLate;
    }

    @Override
    boolean isBeforeDeadlines() {
        return false;
    }

    @Override
    void due() {
        whenLate.accept(this);
    }
}
