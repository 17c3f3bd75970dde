package dev.keyway.filters.call;

import dev.keyway.filters.problem.GatewayException;

/** An attempt is not sent, because a budget does not cover it. */
final class UncoveredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient GatewayException refusal;

    UncoveredException(GatewayException refusal) {
        super(refusal.getMessage(), null, false, false);
        this.refusal = refusal;
    }

    /** The client's error if no attempt was sent before. */
    GatewayException refusal() {
        return refusal;
    }
}
