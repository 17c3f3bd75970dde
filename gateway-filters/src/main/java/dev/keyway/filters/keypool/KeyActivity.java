package dev.keyway.filters.keypool;

/**
 * Activity of a key at one moment.
 *
 * @param inFlight calls in flight, for all models
 * @param isOnProbation whether a cooldown is over, and a call has yet to show that its cause is gone
 */
public record KeyActivity(int inFlight, boolean isOnProbation) {

    /** Nothing in flight, and nothing to show. */
    public static final KeyActivity NONE = new KeyActivity(0, false);
}
