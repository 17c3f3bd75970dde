package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.usage.UsageStyle;

/** OpenRouter, as <a href="https://openrouter.ai/docs/api-reference/overview">its reference</a> has it. Its models are of every family. */
final class OpenRouterProvider {

    private OpenRouterProvider() {}

    static Provider declaration() {
        return Draft.of("openrouter", "https://openrouter.ai/api/v1")
                .serves(Operation.CHAT, Operation.COMPLETION, Operation.RESPONSES, Operation.EMBEDDING)
                .serves(Operation.MESSAGES, Endpoint.bearer("/messages").with(AnthropicProvider.VERSION))
                .errors(ErrorStyle.OPENROUTER)
                .usage(UsageStyle.INCLUSIVE_WITH_COST)
                .reasons(
                        ReasoningModels.OPENAI,
                        ReasoningModels.CLAUDE,
                        ReasoningModels.GEMINI,
                        ReasoningModels.GROK,
                        ReasoningModels.OPEN_WEIGHTS)
                .declaration();
    }
}
