package dev.keyway.filters.snapshot;

/** Snapshot listener: called before and after a swap, on the thread that swaps; may block. */
public interface SnapshotListener {

    /**
     * Another snapshot is about to serve. What its requests need must be there once this returns, beside what requests under way
     * need. If this throws, the swap does not happen, and all listeners are called again with the present snapshot as both.
     */
    default void changing(Snapshot now, Snapshot next) {}

    /** Another snapshot serves. If this throws, the failure is logged. */
    default void changed(Snapshot now) {}
}
