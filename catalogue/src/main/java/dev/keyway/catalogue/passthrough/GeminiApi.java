package dev.keyway.catalogue.passthrough;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.AuthScheme;
import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.catalogue.provider.Protocol;
import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.catalogue.usage.UsageStyle;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gemini's <a href="https://ai.google.dev/api/generate-content">own API</a>. SDKs call either version. Without
 * {@code alt=sse} a stream is one JSON array that grows.
 */
final class GeminiApi {

    private static final Set<String> CACHES = Set.of("cachedContent", "cached_content");

    private GeminiApi() {}

    static NativeApi declaration() {
        return new NativeApi(
                ApiFamily.GEMINI,
                Stream.of("/v1beta", "/v1")
                        .flatMap(version -> version(version).stream())
                        .toList(),
                Map.of("/v1beta/models", ListingShape.GEMINI, "/v1/models", ListingShape.GEMINI));
    }

    private static List<NativeOperation> version(String version) {
        return List.of(
                operation(version, "generateContent", "", UsageStyle.REASONING_APART, Streaming.NEVER),
                operation(version, "streamGenerateContent", "alt=sse", UsageStyle.REASONING_APART, Streaming.ALWAYS),
                operation(version, "streamGenerateContent", "", UsageStyle.REASONING_APART, Streaming.NEVER),
                operation(version, "countTokens", "", UsageStyle.NONE, Streaming.NEVER),
                operation(version, "embedContent", "", UsageStyle.REASONING_APART, Streaming.NEVER),
                operation(version, "batchEmbedContents", "", UsageStyle.REASONING_APART, Streaming.NEVER),
                operation(version, "predict", "", UsageStyle.REASONING_APART, Streaming.NEVER));
    }

    private static NativeOperation operation(
            String version, String method, String query, UsageStyle usage, Streaming streaming) {
        return new NativeOperation(
                new Endpoint(
                        version + "/models/" + NativeOperation.MODEL + ':' + method,
                        AuthScheme.X_GOOG_API_KEY,
                        Map.of()),
                query,
                new Protocol(ApiFamily.GEMINI, StreamStyle.GEMINI, usage),
                streaming,
                CACHES);
    }
}
