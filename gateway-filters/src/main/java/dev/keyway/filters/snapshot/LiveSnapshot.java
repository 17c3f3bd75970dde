package dev.keyway.filters.snapshot;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The snapshot that serves now. Whoever needs more than one thing of it at one time gets it once. */
public final class LiveSnapshot implements Supplier<Snapshot> {

    private final AtomicReference<Snapshot> current;

    public LiveSnapshot(Snapshot first) {
        this.current = new AtomicReference<>(first);
    }

    @Override
    public Snapshot get() {
        return current.get();
    }

    /** Serves with another from now on. */
    public void swap(Snapshot next) {
        current.set(next);
    }
}
