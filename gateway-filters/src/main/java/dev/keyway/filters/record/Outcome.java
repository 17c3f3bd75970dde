package dev.keyway.filters.record;

import java.util.Locale;

/** How a request or an attempt ended. */
public enum Outcome {
    /** The client has the whole answer. */
    COMPLETED,
    /** The provider refused for the request's own sake, or the gateway did. */
    REFUSED,
    /** No answer could be had. */
    FAILED,
    /** The answer broke off after its first bytes had gone to the client. */
    BROKEN,
    /** The client left. */
    CANCELLED,
    /** The gateway ended before it. */
    INTERRUPTED;

    /** The name in logs and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
