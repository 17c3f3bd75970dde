package dev.keyway.filters.failover;

import java.time.Duration;
import java.time.Instant;

/** Penalty: what a failure costs the key that met it. */
public sealed interface Penalty {

    /** Nothing: the request's fault, or nobody's. */
    record Nothing() implements Penalty {}

    /**
     * The provider as a whole is in trouble: nothing for the key, a count for the breaker.
     */
    record Provider() implements Penalty {}

    /**
     * A step of the backoff for this model, but only once the failure has shown to be the key's: another key serves the
     * same request, or three different bodies failed on this key.
     *
     * @param bodyDigest tells one request body from another
     */
    record Suspect(long bodyDigest) implements Penalty {}

    /** This account for this model, until a moment. */
    record AccountForModel(Instant until, FailureClass reason) implements Penalty {}

    /** This account for all models, then one probe. */
    record Account(Duration length, FailureClass reason) implements Penalty {}

    /** This key for all models, then one probe. */
    record Key(Duration length, FailureClass reason, String detail) implements Penalty {}

    /** This key for this model. */
    record KeyForModel(Duration length, FailureClass reason) implements Penalty {}
}
