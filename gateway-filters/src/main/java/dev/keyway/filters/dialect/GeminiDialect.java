package dev.keyway.filters.dialect;

import dev.keyway.filters.problem.GatewayError;
import java.util.Locale;

/**
 * {@code {"error":{"code","message","status","details"}}}, with the stable code as the reason of an {@code ErrorInfo}.
 *
 * @see <a href="https://google.aip.dev/193">AIP-193: errors</a>
 */
public final class GeminiDialect implements Dialect {

    @Override
    public RenderedError render(GatewayError error, String requestId) {
        return new RenderedError(error.status(), ErrorHeaders.of(error, requestId), body(error));
    }

    @Override
    public byte[] streamError(GatewayError error, String requestId) {
        return ErrorJson.event("data: ", body(error), "\r\n\r\n");
    }

    private static byte[] body(GatewayError error) {
        return ErrorJson.write(json -> {
            json.writeStartObject();
            json.writeObjectPropertyStart("error");
            json.writeNumberProperty("code", error.status());
            json.writeStringProperty("message", ErrorJson.bounded(error.message()));
            json.writeStringProperty("status", status(error.status()));
            String code = error.code();
            if (code != null) {
                json.writeArrayPropertyStart("details");
                json.writeStartObject();
                json.writeStringProperty("@type", "type.googleapis.com/google.rpc.ErrorInfo");
                json.writeStringProperty("reason", ErrorJson.bounded(code).toUpperCase(Locale.ROOT));
                json.writeStringProperty("domain", "keyway");
                json.writeEndObject();
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        });
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
