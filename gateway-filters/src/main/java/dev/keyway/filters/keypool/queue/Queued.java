package dev.keyway.filters.keypool.queue;

/** Queued demand, in the line of its team. */
public interface Queued {

    /** Name of the line. */
    String lane();
}
