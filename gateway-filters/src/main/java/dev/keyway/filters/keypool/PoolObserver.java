package dev.keyway.filters.keypool;

/** Observer of all pools. */
public interface PoolObserver {

    /** Listener to the pool of a provider. */
    PoolEvents events(String provider);
}
