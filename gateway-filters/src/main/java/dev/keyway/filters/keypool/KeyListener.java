package dev.keyway.filters.keypool;

/** Listener to the end of a {@link KeyPool#acquire}: called exactly once, never while the pool holds a lock. */
public interface KeyListener {

    /** The key may be used until the permit is released. */
    void granted(Permit permit);

    /** No key will serve this demand. */
    void refused(Refusal refusal);
}
