package dev.keyway.filters.dialect;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code {"type":"error","error":{"type","message"},"request_id"}}. The stable code stands where Anthropic puts its
 * own, in {@code error.details.error_code}.
 *
 * @see <a href="https://docs.claude.com/en/api/errors">Anthropic errors</a>
 */
public final class AnthropicDialect implements Dialect {

    private static final int OVERLOADED = 529;

    @Override
    public RenderedError render(GatewayError error, String requestId) {
        int status = isOverload(error) ? OVERLOADED : error.status();
        Map<String, String> headers = new HashMap<>(ErrorHeaders.of(error, requestId));
        headers.put("request-id", requestId);
        return new RenderedError(status, headers, body(error, requestId));
    }

    @Override
    public byte[] streamError(GatewayError error, String requestId, long event) {
        return ErrorJson.event("event: error\ndata: ", body(error, requestId), "\n\n");
    }

    private static byte[] body(GatewayError error, String requestId) {
        return ErrorJson.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("type", "error");
            json.writeObjectPropertyStart("error");
            json.writeStringProperty("type", type(error));
            json.writeStringProperty("message", ErrorJson.bounded(error.message()));
            String code = error.code();
            if (code != null) {
                json.writeObjectPropertyStart("details");
                json.writeStringProperty("error_code", ErrorJson.bounded(code));
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeStringProperty("request_id", requestId);
            json.writeEndObject();
        });
    }

    private static String type(GatewayError error) {
        if (isOverload(error)) {
            return "overloaded_error";
        }
        return switch (error.status()) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            default -> error.status() < 500 ? "invalid_request_error" : "api_error";
        };
    }

    private static boolean isOverload(GatewayError error) {
        return error.status() == OVERLOADED
                || "overloaded_error".equals(error.type())
                || ErrorCode.GATEWAY_OVERLOADED.code().equals(error.code());
    }
}
