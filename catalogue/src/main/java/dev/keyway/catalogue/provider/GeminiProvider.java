package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.GeminiParameters;
import dev.keyway.catalogue.usage.UsageStyle;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Gemini through its <a href="https://ai.google.dev/gemini-api/docs/openai">OpenAI-compatible endpoint</a>. */
final class GeminiProvider {

    private GeminiProvider() {}

    static Provider declaration() {
        return new Provider(
                "gemini",
                URI.create("https://generativelanguage.googleapis.com/v1beta/openai"),
                Map.of(
                        Operation.CHAT, Endpoint.bearer("/chat/completions"),
                        Operation.EMBEDDING, Endpoint.bearer("/embeddings")),
                Endpoint.bearer("/models"),
                GeminiParameters.RULES,
                ErrorStyle.GEMINI,
                UsageStyle.TOTAL_MINUS_PROMPT,
                Set.of(Operation.CHAT),
                ReasoningModels.of(ReasoningModels.GEMINI));
    }
}
