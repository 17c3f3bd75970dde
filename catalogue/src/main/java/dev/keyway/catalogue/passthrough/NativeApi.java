package dev.keyway.catalogue.passthrough;

import dev.keyway.catalogue.provider.ApiFamily;
import java.util.List;
import java.util.Map;

/**
 * What a provider's own API offers beside the operations that the gateway also has below {@code /v1}.
 *
 * @param family whose error shape it has
 * @param operations its operations
 * @param models where it lists its models, by path; each path followed by a model's name tells of that model
 */
public record NativeApi(ApiFamily family, List<NativeOperation> operations, Map<String, ListingShape> models) {

    private static final NativeApi NONE = new NativeApi(ApiFamily.OPENAI, List.of(), Map.of());

    private static final Map<String, NativeApi> APIS = Map.of(
            "gemini", GeminiApi.declaration(),
            "cohere", CohereApi.declaration(),
            "mistral", MistralApi.declaration(),
            "anthropic", new NativeApi(ApiFamily.ANTHROPIC, List.of(), Map.of("/v1/models", ListingShape.ANTHROPIC)));

    public NativeApi {
        operations = List.copyOf(operations);
        models = Map.copyOf(models);
    }

    /** The provider's own API; an empty one for a provider that has no other than OpenAI's. */
    public static NativeApi of(String providerId) {
        return APIS.getOrDefault(providerId, NONE);
    }
}
