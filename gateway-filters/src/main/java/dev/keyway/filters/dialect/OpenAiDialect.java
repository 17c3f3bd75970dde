package dev.keyway.filters.dialect;

import dev.keyway.filters.problem.GatewayError;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * {@code {"error":{"message","type","param","code"}}}, all four members always present.
 *
 * @see <a href="https://platform.openai.com/docs/guides/error-codes">OpenAI error codes</a>
 */
public final class OpenAiDialect implements Dialect {

    @Override
    public RenderedError render(GatewayError error, String requestId) {
        return new RenderedError(error.status(), ErrorHeaders.of(error, requestId), body(error));
    }

    @Override
    public byte[] streamError(GatewayError error, String requestId, long event) {
        return ErrorJson.event("data: ", body(error), "\n\n");
    }

    private static byte[] body(GatewayError error) {
        return ErrorJson.write(json -> {
            json.writeStartObject();
            writeError(json, error);
            json.writeEndObject();
        });
    }

    static void writeError(JsonGenerator json, GatewayError error) {
        json.writeObjectPropertyStart("error");
        json.writeStringProperty("message", ErrorJson.bounded(error.message()));
        json.writeStringProperty("type", error.type());
        writeNullable(json, "param", error.param());
        writeNullable(json, "code", error.code());
        json.writeEndObject();
    }

    static void writeNullable(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, ErrorJson.bounded(value));
        }
    }
}
