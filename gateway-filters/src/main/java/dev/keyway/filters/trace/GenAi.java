package dev.keyway.filters.trace;

import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.endpoint.Endpoints;
import io.opentelemetry.api.common.AttributeKey;
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

    /** What paths of providers' own APIs end in, and the operation that they ask for. */
    private static final Map<String, String> NATIVE = Map.of(
            ":generateContent", "generate_content",
            ":streamGenerateContent", "generate_content",
            ":countTokens", "count_tokens",
            ":embedContent", "embeddings",
            ":batchEmbedContents", "embeddings",
            "/chat", "chat",
            "/embed", "embeddings");

    /** What a path asks for if none of them says. */
    private static final String SOMETHING = "request";

    private GenAi() {}

    static String provider(String id) {
        return PROVIDERS.getOrDefault(id, id);
    }

    /** What a path asks for. */
    static String operation(String path) {
        String plain = path.replace("%3A", ":").replace("%3a", ":");
        return Endpoints.operationAtEndOf(plain).map(GenAi::name).orElseGet(() -> nativeName(plain));
    }

    private static String nativeName(String path) {
        return NATIVE.entrySet().stream()
                .filter(entry -> path.endsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(SOMETHING);
    }

    private static String name(Operation operation) {
        return switch (operation) {
            case CHAT, RESPONSES, RESPONSE_COMPACTION, MESSAGES -> "chat";
            case COMPLETION -> "text_completion";
            case EMBEDDING -> "embeddings";
            case MESSAGE_TOKENS -> "count_tokens";
            case MODERATION -> "moderation";
            case IMAGE -> "image_generation";
            case SPEECH -> "speech";
            case TRANSCRIPTION -> "transcription";
            case TRANSLATION -> "translation";
            case RERANK -> "rerank";
        };
    }
}
