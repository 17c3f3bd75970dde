package dev.keyway.filters.trace;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Map;

/**
 * What OpenTelemetry calls things of generative AI.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/">Semantic conventions</a>
 */
final class GenAi {

    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
    static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
    static final AttributeKey<Long> CACHE_READ_TOKENS = AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
    static final AttributeKey<Long> CACHE_WRITE_TOKENS =
            AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");

    /** Providers whose well-known name differs from their id. */
    private static final Map<String, String> PROVIDERS = Map.of(
            "azure", "azure.ai.openai",
            "gemini", "gcp.gemini",
            "mistral", "mistral_ai",
            "xai", "x_ai");

    /** What paths end in, and the operation that they ask for; a path is what the first of them says. */
    private static final List<Map.Entry<String, String>> OPERATIONS = List.of(
            Map.entry("/chat/completions", "chat"),
            Map.entry("/completions", "text_completion"),
            Map.entry("/embeddings", "embeddings"),
            Map.entry("/responses", "chat"),
            Map.entry("/responses/compact", "chat"),
            Map.entry("/messages", "chat"),
            Map.entry("/messages/count_tokens", "count_tokens"),
            Map.entry("/moderations", "moderation"),
            Map.entry("/images/generations", "image_generation"),
            Map.entry("/audio/speech", "speech"),
            Map.entry("/audio/transcriptions", "transcription"),
            Map.entry("/audio/translations", "translation"),
            Map.entry("/rerank", "rerank"),
            Map.entry(":generateContent", "generate_content"),
            Map.entry(":streamGenerateContent", "generate_content"),
            Map.entry(":countTokens", "count_tokens"),
            Map.entry(":embedContent", "embeddings"),
            Map.entry(":batchEmbedContents", "embeddings"),
            Map.entry("/chat", "chat"),
            Map.entry("/embed", "embeddings"),
            Map.entry("/fim/completions", "text_completion"));

    /** What a path asks for if none of them says. */
    private static final String SOMETHING = "request";

    private GenAi() {}

    static String provider(String id) {
        return PROVIDERS.getOrDefault(id, id);
    }

    /** What a path asks for. */
    static String operation(String path) {
        String plain = path.replace("%3A", ":").replace("%3a", ":");
        return OPERATIONS.stream()
                .filter(entry -> plain.endsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(SOMETHING);
    }
}
