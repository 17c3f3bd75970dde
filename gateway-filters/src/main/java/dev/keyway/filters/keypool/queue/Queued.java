package dev.keyway.filters.keypool.queue;

/** Queued demand, in the line of its fairness key. */
public interface Queued {

    String fairnessKey();
}
