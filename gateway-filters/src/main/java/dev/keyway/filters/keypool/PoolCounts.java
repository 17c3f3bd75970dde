package dev.keyway.filters.keypool;

/**
 * A pool at one moment.
 *
 * @param ready keys that could take a call now or are only busy
 * @param cooling keys with at least one cooldown running for some model or all
 * @param locked keys locked for all models
 * @param inFlight permits out
 * @param queued demands waiting
 */
public record PoolCounts(int ready, int cooling, int locked, int inFlight, int queued) {}
