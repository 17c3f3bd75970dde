package dev.keyway.admin.usage.query;

/** Outcome of a request. */
public enum UsageOutcome {
    /** Answered, whatever the provider's status. */
    COMPLETED,
    /** Refused by the gateway. */
    REFUSED,
    /** Not answered by any provider. */
    FAILED,
    /** Its stream broke off. */
    BROKEN,
    /** Given up by the client. */
    CANCELLED,
    /** The gateway ended before the request. */
    INTERRUPTED
}
