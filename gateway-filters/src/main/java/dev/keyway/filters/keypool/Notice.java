package dev.keyway.filters.keypool;

import org.jspecify.annotations.Nullable;

/**
 * Notice to the listener of a demand: its permit, or why it gets none.
 *
 * @param permit null if the demand is refused
 * @param refusal null if the demand is granted
 */
record Notice(
        KeyListener listener,
        @Nullable PoolPermit permit,
        @Nullable Refusal refusal) {

    static Notice granted(KeyListener listener, PoolPermit permit) {
        return new Notice(listener, permit, null);
    }

    static Notice refused(KeyListener listener, Refusal refusal) {
        return new Notice(listener, null, refusal);
    }

    void deliver() {
        if (permit != null) {
            listener.granted(permit);
        } else if (refusal != null) {
            listener.refused(refusal);
        }
    }
}
