package dev.keyway.admin.pool;

/** State of a provider key: the worst of its states at the gateways and models, unless it is disabled. */
public enum PooledState {
    READY,
    /** It waits for a moment, or is on probation. */
    COOLING,
    LOCKED,
    /** Somebody disabled it, or its provider. */
    DISABLED,
    /** It cannot be opened: it was entered for another address, or a gateway says so. */
    UNUSABLE
}
