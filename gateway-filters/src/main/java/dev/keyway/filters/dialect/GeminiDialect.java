package dev.keyway.filters.dialect;

import dev.keyway.filters.problem.GatewayError;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * {@code {"error":{"code","message","status","details"}}}, with the stable code as the reason of an {@code ErrorInfo} and
 * the wait as a {@code RetryInfo}.
 *
 * @see <a href="https://google.aip.dev/193">AIP-193: errors</a>
 */
public final class GeminiDialect implements Dialect {

    /** Google's Java SDK tries again, up to four times, on these and whatever a header says. */
    private static final Set<Integer> RETRIED = Set.of(408, 429, 500, 502, 503, 504);

    /** What it does not try again, and reads as a failure of the server all the same. */
    private static final int NOT_RETRIED = 529;

    @Override
    public RenderedError render(GatewayError error, String requestId) {
        Map<String, String> headers = ErrorHeaders.of(error, requestId);
        boolean isFinal = "false".equals(headers.get("x-should-retry")) && RETRIED.contains(error.status());
        int status = isFinal ? NOT_RETRIED : error.status();
        return new RenderedError(status, headers, body(error, status));
    }

    @Override
    public byte[] streamError(GatewayError error, String requestId, long event) {
        return ErrorJson.event("data: ", body(error, error.status()), "\r\n\r\n");
    }

    private static byte[] body(GatewayError error, int httpStatus) {
        return ErrorJson.write(json -> {
            json.writeStartObject();
            json.writeObjectPropertyStart("error");
            json.writeNumberProperty("code", httpStatus);
            json.writeStringProperty("message", ErrorJson.bounded(error.message()));
            json.writeStringProperty("status", status(error.status()));
            details(json, error);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static void details(JsonGenerator json, GatewayError error) {
        String code = error.code();
        Duration wait = error.retryAfter();
        if (code == null && wait == null) {
            return;
        }
        json.writeArrayPropertyStart("details");
        if (code != null) {
            json.writeStartObject();
            json.writeStringProperty("@type", "type.googleapis.com/google.rpc.ErrorInfo");
            json.writeStringProperty("reason", ErrorJson.bounded(code).toUpperCase(Locale.ROOT));
            json.writeStringProperty("domain", "keyway");
            json.writeEndObject();
        }
        if (wait != null) {
            json.writeStartObject();
            json.writeStringProperty("@type", "type.googleapis.com/google.rpc.RetryInfo");
            json.writeStringProperty("retryDelay", protoDuration(wait));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Seconds with at most three digits behind the point, as protobuf's JSON has durations: {@code 1.500s}, {@code 12s}. */
    private static String protoDuration(Duration wait) {
        long millis = Math.max(1, wait.toMillis());
        String fraction = millis % 1000 == 0 ? "" : String.format(Locale.ROOT, ".%03d", millis % 1000);
        return millis / 1000 + fraction + "s";
    }

    private static String status(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 402, 429 -> "RESOURCE_EXHAUSTED";
            case 502, 503, 529 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }
}
