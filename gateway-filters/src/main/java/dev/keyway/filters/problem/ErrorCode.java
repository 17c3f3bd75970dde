package dev.keyway.filters.problem;

/**
 * Every error that the gateway itself can answer, with its status and its types in the OpenAI dialect. The names, in
 * lower case, are the stable codes that callers see.
 */
public enum ErrorCode {
    MISSING_TOKEN(401, "authentication_error"),
    INVALID_TOKEN(401, "authentication_error"),
    EXPIRED_TOKEN(401, "authentication_error"),
    BLOCKED_TOKEN(401, "authentication_error"),
    REVOKED_TOKEN(401, "authentication_error"),
    ADDRESS_NOT_ALLOWED(403, "permission_error"),
    MODEL_NOT_ALLOWED(403, "permission_error"),
    MODEL_NOT_FOUND(404, "invalid_request_error"),
    OPERATION_NOT_SUPPORTED(404, "invalid_request_error"),
    INVALID_JSON(400, "invalid_request_error"),
    INVALID_REQUEST(400, "invalid_request_error"),
    TRANSLATION_NOT_SUPPORTED(400, "invalid_request_error"),
    STATEFUL_REFERENCE(400, "invalid_request_error"),
    BODY_TIMEOUT(408, "invalid_request_error"),
    WEBSOCKET_NOT_SUPPORTED(426, "invalid_request_error"),
    REQUEST_TOO_LARGE(413, "invalid_request_error"),
    UNSUPPORTED_ENCODING(415, "invalid_request_error"),
    RATE_LIMIT_EXCEEDED(429, "rate_limit_error"),
    CONCURRENCY_EXCEEDED(429, "rate_limit_error"),
    BUDGET_RESERVED(429, "rate_limit_error"),
    INSUFFICIENT_QUOTA(429, "insufficient_quota"),
    COST_UNBOUNDED(400, "invalid_request_error"),
    MODEL_UNPRICED(403, "permission_error"),
    KEYS_BUSY(429, "rate_limit_error"),
    KEYS_COOLING(429, "rate_limit_error"),
    KEYS_UNAVAILABLE(503, "service_unavailable_error"),
    GATEWAY_OVERLOADED(503, "service_unavailable_error"),
    ACCOUNTING_UNAVAILABLE(503, "service_unavailable_error"),
    CONFIGURATION_UNAVAILABLE(503, "service_unavailable_error"),
    PROVIDER_TIMEOUT(504, "server_error"),
    PROVIDER_ERROR(502, "server_error"),
    INTERNAL_ERROR(500, "server_error");

    private final int status;
    private final String type;

    ErrorCode(int status, String type) {
        this.status = status;
        this.type = type;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The {@code error.type} of the OpenAI dialect. */
    public String type() {
        return type;
    }

    /** The stable code, for example {@code keys_busy}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
