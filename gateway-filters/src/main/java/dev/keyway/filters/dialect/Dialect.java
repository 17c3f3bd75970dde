package dev.keyway.filters.dialect;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Protocol;
import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.filters.problem.GatewayError;

/** How one API family spells errors, so that its SDKs read them as their own. */
public interface Dialect {

    /** The dialect of a family. */
    static Dialect of(ApiFamily family) {
        return switch (family) {
            case OPENAI -> new OpenAiDialect();
            case ANTHROPIC -> new AnthropicDialect();
            case GEMINI -> new GeminiDialect();
            case COHERE -> new CohereDialect();
        };
    }

    /** The dialect of an operation: where its streams spell errors in a way of their own, another than its family's. */
    static Dialect of(Protocol protocol) {
        return protocol.stream() == StreamStyle.RESPONSES ? new ResponsesDialect() : of(protocol.family());
    }

    /**
     * The answer that tells a caller of an error before anything else was sent. Long messages are cut.
     *
     * @param requestId the id under which the operator finds the request
     */
    RenderedError render(GatewayError error, String requestId);

    /**
     * One whole event that tells of an error after streaming began, its closing blank line included. The caller puts a
     * blank line in front of it where a provider's event was cut short.
     *
     * @param requestId the id under which the operator finds the request
     * @param event the event's number in the stream, beginning with 0
     */
    byte[] streamError(GatewayError error, String requestId, long event);
}
