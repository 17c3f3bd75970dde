package dev.keyway.filters.problem;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as the caller will see it, before a dialect spells it.
 *
 * @param status the HTTP status
 * @param type the type in the OpenAI dialect
 * @param code the stable code, or the provider's own code where the error is the provider's; null if it named none
 * @param message says what to change; never holds a secret
 * @param param the request member at fault, if one is
 * @param origin who refused
 * @param retryAfter how long to wait before trying again, if that helps
 * @param retryable whether a client's SDK should try again by itself; null leaves it to the SDK
 * @param headers further headers of the response, by name
 */
public record GatewayError(
        int status,
        String type,
        @Nullable String code,
        String message,
        @Nullable String param,
        Origin origin,
        @Nullable Duration retryAfter,
        @Nullable Boolean retryable,
        Map<String, String> headers) {

    public GatewayError {
        headers = Map.copyOf(headers);
    }

    /** An error without further headers. */
    public GatewayError(
            int status,
            String type,
            @Nullable String code,
            String message,
            @Nullable String param,
            Origin origin,
            @Nullable Duration retryAfter,
            @Nullable Boolean retryable) {
        this(status, type, code, message, param, origin, retryAfter, retryable, Map.of());
    }

    /** Who refused the request. */
    public enum Origin {
        GATEWAY,
        PROVIDER
    }

    /** An error of the gateway's own. */
    public static GatewayError of(ErrorCode code, String message) {
        return new GatewayError(code.status(), code.type(), code.code(), message, null, Origin.GATEWAY, null, null);
    }

    /** The same error, naming the request member at fault. */
    public GatewayError withParam(String name) {
        return new GatewayError(status, type, code, message, name, origin, retryAfter, retryable, headers);
    }

    /** The same error in other words. */
    public GatewayError withMessage(String words) {
        return new GatewayError(status, type, code, words, param, origin, retryAfter, retryable, headers);
    }

    /** The same error, saying when to come back. */
    public GatewayError retryAfter(Duration wait) {
        return new GatewayError(status, type, code, message, param, origin, wait, retryable, headers);
    }

    /** The same error, telling SDKs not to try again by themselves. */
    public GatewayError doNotRetry() {
        return new GatewayError(status, type, code, message, param, origin, retryAfter, false, headers);
    }

    /** The same error with further headers of the response, by name. */
    public GatewayError withHeaders(Map<String, String> further) {
        return new GatewayError(status, type, code, message, param, origin, retryAfter, retryable, further);
    }

    /** The same error as the provider's: {@code x-keyway-origin: provider}. */
    public GatewayError fromProvider() {
        return new GatewayError(status, type, code, message, param, Origin.PROVIDER, retryAfter, retryable, headers);
    }
}
