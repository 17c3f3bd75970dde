package dev.keyway.filters.call;

import dev.keyway.filters.failover.FailoverPolicy;

/** Attempt counts: how many attempts a request has made on all its targets together. */
final class AttemptCounts {

    private int attempts;
    private int troubled;

    void attempted() {
        attempts++;
    }

    /** An attempt ended in a failure that counts towards the bound of 8. */
    void troubled() {
        troubled++;
    }

    int attempts() {
        return attempts;
    }

    int troubledAttempts() {
        return troubled;
    }

    /** Whether the request may make no further attempt, on whichever target. */
    boolean areUsedUp() {
        return attempts >= FailoverPolicy.MAX_UPSTREAM_CALLS || troubled >= FailoverPolicy.MAX_TROUBLED_ATTEMPTS;
    }
}
