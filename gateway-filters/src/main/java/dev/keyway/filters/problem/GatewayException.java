package dev.keyway.filters.problem;

/** Ends a request with a {@link GatewayError}; carries no stack trace, since the error says all. */
public final class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient GatewayError error;

    public GatewayException(GatewayError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public GatewayException(ErrorCode code, String message) {
        this(GatewayError.of(code, message));
    }

    /** What the caller is told. */
    public GatewayError error() {
        return error;
    }
}
