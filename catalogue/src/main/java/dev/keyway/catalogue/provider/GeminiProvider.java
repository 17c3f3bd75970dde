package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.GeminiParameters;
import dev.keyway.catalogue.usage.UsageStyle;

/** Gemini through its <a href="https://ai.google.dev/gemini-api/docs/openai">OpenAI-compatible endpoint</a>. */
final class GeminiProvider {

    private GeminiProvider() {}

    static Provider declaration() {
        return Draft.of("gemini", "https://generativelanguage.googleapis.com/v1beta/openai")
                .serves(Operation.CHAT, Operation.EMBEDDING, Operation.IMAGE)
                .parameters(GeminiParameters.RULES)
                .errors(ErrorStyle.GEMINI)
                .usage(UsageStyle.TOTAL_MINUS_PROMPT)
                .tellsUsageWhenAsked(Operation.CHAT)
                .reasons(ReasoningModels.GEMINI)
                .declaration();
    }
}
