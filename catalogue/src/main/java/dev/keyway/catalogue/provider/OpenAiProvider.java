package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.OpenAiParameters;
import dev.keyway.catalogue.usage.UsageStyle;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** OpenAI, as <a href="https://platform.openai.com/docs/api-reference">its reference</a> has it. */
final class OpenAiProvider {

    private OpenAiProvider() {}

    static Provider declaration() {
        return new Provider(
                "openai",
                URI.create("https://api.openai.com/v1"),
                Map.of(
                        Operation.CHAT, Endpoint.bearer("/chat/completions"),
                        Operation.COMPLETION, Endpoint.bearer("/completions"),
                        Operation.EMBEDDING, Endpoint.bearer("/embeddings")),
                Endpoint.bearer("/models"),
                OpenAiParameters.RULES,
                ErrorStyle.OPENAI,
                UsageStyle.INCLUSIVE,
                Set.of(Operation.CHAT, Operation.COMPLETION),
                ReasoningModels.of(ReasoningModels.OPENAI));
    }
}
