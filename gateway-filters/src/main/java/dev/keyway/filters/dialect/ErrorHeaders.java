package dev.keyway.filters.dialect;

import dev.keyway.filters.problem.GatewayError;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The headers of an error answer, as the SDKs' retry rules read them. */
final class ErrorHeaders {

    /** Beyond it anthropic-python tries again at once and openai-java sleeps all the while, so they are told not to. */
    private static final Duration LONGEST_WAIT_OF_AN_SDK = Duration.ofSeconds(60);

    /** Its answer names the protocol to use: RFC 9110, section 15.5.22. */
    private static final int UPGRADE_REQUIRED = 426;

    /** The rest of the body is not waited for: RFC 9110, section 15.5.9. */
    private static final int REQUEST_TIMEOUT = 408;

    private ErrorHeaders() {}

    static Map<String, String> of(GatewayError error, String requestId) {
        Map<String, String> headers = new HashMap<>(error.headers());
        headers.put("content-type", "application/json");
        headers.put("x-request-id", requestId);
        headers.put("x-keyway-origin", error.origin().name().toLowerCase(Locale.ROOT));
        if (error.status() == UPGRADE_REQUIRED) {
            headers.put("upgrade", "HTTP/1.1");
            headers.put("connection", "upgrade");
        }
        if (error.status() == REQUEST_TIMEOUT) {
            headers.put("connection", "close");
        }
        Boolean retryable = error.retryable();
        Duration wait = error.retryAfter();
        if (wait != null) {
            long millis = Math.max(1, wait.toMillis());
            headers.put("retry-after", Long.toString(Math.ceilDiv(millis, 1000L)));
            headers.put("retry-after-ms", Long.toString(millis));
        }
        if (retryable != null) {
            headers.put("x-should-retry", retryable.toString());
        } else if (wait != null && wait.compareTo(LONGEST_WAIT_OF_AN_SDK) > 0) {
            headers.put("x-should-retry", "false");
        }
        return headers;
    }
}
