package dev.keyway.filters.dialect;

import dev.keyway.filters.problem.GatewayError;

/**
 * OpenAI's errors, but in a stream of its responses: there it is an event of the type {@code error}, numbered as all
 * are. It says the same twice, as one SDK of OpenAI's raises what {@code error} holds and others what stands beside it.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses-streaming/error">The error event</a>
 */
final class ResponsesDialect implements Dialect {

    private final Dialect plain = new OpenAiDialect();

    @Override
    public RenderedError render(GatewayError error, String requestId) {
        return plain.render(error, requestId);
    }

    @Override
    public byte[] streamError(GatewayError error, String requestId, long event) {
        byte[] data = ErrorJson.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("type", "error");
            json.writeNumberProperty("sequence_number", event);
            OpenAiDialect.writeNullable(json, "code", error.code());
            json.writeStringProperty("message", ErrorJson.bounded(error.message()));
            OpenAiDialect.writeNullable(json, "param", error.param());
            OpenAiDialect.writeError(json, error);
            json.writeEndObject();
        });
        return ErrorJson.event("event: error\ndata: ", data, "\n\n");
    }
}
