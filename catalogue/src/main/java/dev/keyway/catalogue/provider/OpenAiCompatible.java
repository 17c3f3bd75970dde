package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.CompatibleParameters;
import dev.keyway.catalogue.usage.UsageStyle;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Any server that speaks OpenAI's API; its models can be of any family. Nearly all take {@code stream_options}. */
final class OpenAiCompatible {

    private OpenAiCompatible() {}

    static Provider declaration(String id, URI baseUrl) {
        return new Provider(
                id,
                baseUrl,
                Map.of(
                        Operation.CHAT, Endpoint.bearer("/chat/completions"),
                        Operation.COMPLETION, Endpoint.bearer("/completions"),
                        Operation.EMBEDDING, Endpoint.bearer("/embeddings")),
                Endpoint.bearer("/models"),
                CompatibleParameters.WITH_STREAMED_USAGE,
                ErrorStyle.OPENAI,
                UsageStyle.INCLUSIVE,
                Set.of(Operation.CHAT, Operation.COMPLETION),
                ReasoningModels.of(
                        ReasoningModels.OPENAI,
                        ReasoningModels.CLAUDE,
                        ReasoningModels.GEMINI,
                        ReasoningModels.OPEN_WEIGHTS));
    }
}
