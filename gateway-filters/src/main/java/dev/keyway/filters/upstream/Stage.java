package dev.keyway.filters.upstream;

/** Stage that an attempt has reached, as far as it matters to what the provider bills. */
public enum Stage {
    /** The request has not been sent in full, or the provider had closed the connection before, so that it could not begin. */
    UNSENT,
    /** The request has been sent in full; there is no response yet. */
    SENT,
    /** The provider has refused by its status. */
    REFUSED,
    /** The provider responds with a status of success. */
    RESPONDING
}
