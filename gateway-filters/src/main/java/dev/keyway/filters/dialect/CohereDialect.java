package dev.keyway.filters.dialect;

import dev.keyway.filters.problem.GatewayError;

/**
 * {@code {"id","message"}}, with the stable code beside them. A stream that fails ends with a {@code message-end} that
 * says so.
 *
 * @see <a href="https://docs.cohere.com/reference/errors">Cohere errors</a>
 */
public final class CohereDialect implements Dialect {

    @Override
    public RenderedError render(GatewayError error, String requestId) {
        byte[] body = ErrorJson.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("id", requestId);
            json.writeStringProperty("message", ErrorJson.bounded(error.message()));
            String code = error.code();
            if (code != null) {
                json.writeStringProperty("code", ErrorJson.bounded(code));
            }
            json.writeEndObject();
        });
        return new RenderedError(error.status(), ErrorHeaders.of(error, requestId), body);
    }

    @Override
    public byte[] streamError(GatewayError error, String requestId, long event) {
        byte[] data = ErrorJson.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("type", "message-end");
            json.writeObjectPropertyStart("delta");
            json.writeStringProperty("finish_reason", "ERROR");
            json.writeStringProperty("error", ErrorJson.bounded(error.message()));
            json.writeEndObject();
            json.writeEndObject();
        });
        return ErrorJson.event("event: message-end\ndata: ", data, "\n\n");
    }
}
