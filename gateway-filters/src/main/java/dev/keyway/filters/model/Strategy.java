package dev.keyway.filters.model;

/** How a pool spreads calls over keys that could all serve. Lower tiers always come first. */
public enum Strategy {
    /** Idle keys, then those busy with other models; among equals fewest calls today, then least recently used. */
    BALANCED,
    /** One key while it serves, which keeps the provider's prompt cache warm; the next when it cools or is full. */
    SEQUENTIAL,
    /** Calls in proportion to the keys' weights. */
    WEIGHTED,
    /** The account that served the conversation last, while it is ready, which keeps its prompt cache warm; otherwise as balanced. */
    AFFINITY
}
