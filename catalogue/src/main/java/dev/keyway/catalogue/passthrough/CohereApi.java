package dev.keyway.catalogue.passthrough;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.catalogue.provider.Protocol;
import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.catalogue.usage.UsageStyle;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cohere's <a href="https://docs.cohere.com/reference/chat">own API</a>. */
final class CohereApi {

    private CohereApi() {}

    static NativeApi declaration() {
        return new NativeApi(
                ApiFamily.COHERE,
                List.of(
                        operation("/v2/chat", UsageStyle.INCLUSIVE, Streaming.ON_REQUEST),
                        operation("/v2/embed", UsageStyle.INCLUSIVE, Streaming.NEVER),
                        operation("/v2/rerank", UsageStyle.UNITS, Streaming.NEVER),
                        operation("/v1/tokenize", UsageStyle.NONE, Streaming.NEVER)),
                Map.of("/v1/models", ListingShape.COHERE));
    }

    private static NativeOperation operation(String path, UsageStyle usage, Streaming streaming) {
        return new NativeOperation(
                Endpoint.bearer(path),
                "",
                new Protocol(ApiFamily.COHERE, StreamStyle.COHERE, usage),
                streaming,
                Set.of());
    }
}
