package dev.keyway.filters.snapshot;

/** Is told, by the thread that changes the settings and may block, when another snapshot is to serve. */
public interface SnapshotListener {

    /** Another is about to serve: what its requests need must be there once this returns, beside what was. */
    default void changing(Snapshot now, Snapshot next) {}

    /** Another serves. */
    default void changed(Snapshot now) {}
}
