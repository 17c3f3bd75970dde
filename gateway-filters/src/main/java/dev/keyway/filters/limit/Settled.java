package dev.keyway.filters.limit;

/**
 * A request that has ended and is not booked yet. Its scopes share it.
 *
 * @param sequence of its end in the usage log
 * @param day its admission date, as an epoch day
 * @param nanos its cost, in nano-dollars
 */
record Settled(long sequence, long day, long nanos) {}
