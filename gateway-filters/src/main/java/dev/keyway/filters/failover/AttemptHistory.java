package dev.keyway.filters.failover;

/**
 * What a request has been through, the failed attempt included.
 *
 * @param upstreamCalls all calls sent upstream
 * @param troubledAttempts those that ended in SERVER, OVERLOAD, connection or timeout
 * @param attemptsOnKey those on the key that failed now
 * @param tooBigAttempts those that ended in TOO_BIG
 * @param bodyDigest tells this request's body from another's
 */
public record AttemptHistory(
        int upstreamCalls, int troubledAttempts, int attemptsOnKey, int tooBigAttempts, long bodyDigest) {}
