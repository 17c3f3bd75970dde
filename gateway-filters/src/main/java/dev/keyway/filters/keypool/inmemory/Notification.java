package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Notification to the listener of a demand: its permit, or why it gets none.
 *
 * @param permit null if the demand is refused
 * @param refusal null if the demand is granted
 */
record Notification(
        KeyListener listener,
        @Nullable PoolPermit permit,
        @Nullable Refusal refusal) {

    static Notification granted(KeyListener listener, PoolPermit permit) {
        return new Notification(listener, permit, null);
    }

    static Notification refused(KeyListener listener, Refusal refusal) {
        return new Notification(listener, null, refusal);
    }

    void deliver() {
        if (permit != null) {
            listener.granted(permit);
        } else if (refusal != null) {
            listener.refused(refusal);
        }
    }
}
