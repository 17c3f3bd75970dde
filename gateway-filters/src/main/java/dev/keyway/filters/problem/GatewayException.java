package dev.keyway.filters.problem;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with a {@link GatewayError}; carries no stack trace, since the error says all. */
public final class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient GatewayError error;
    private final transient @Nullable RefusalDetail refusal;

    public GatewayException(GatewayError error) {
        this(error, null);
    }

    /** @param refusal details of a refusal at admission for the usage record; null for other errors */
    public GatewayException(GatewayError error, @Nullable RefusalDetail refusal) {
        super(error.message(), null, false, false);
        this.error = error;
        this.refusal = refusal;
    }

    public GatewayException(ErrorCode code, String message) {
        this(GatewayError.of(code, message));
    }

    /** The same with further headers of the response, by name. */
    public GatewayException withHeaders(Map<String, String> headers) {
        return new GatewayException(error.withHeaders(headers), refusal);
    }

    /** The error as the caller sees it. */
    public GatewayError error() {
        return error;
    }

    /** Details of a refusal at admission for the usage record; null for other errors. */
    public @Nullable RefusalDetail refusal() {
        return refusal;
    }
}
