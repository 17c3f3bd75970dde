package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.DeepSeekParameters;

/** DeepSeek, as <a href="https://api-docs.deepseek.com">its reference</a> has it: Anthropic's API stands beside OpenAI's. */
final class DeepSeekProvider {

    private DeepSeekProvider() {}

    static Provider declaration() {
        return Draft.of("deepseek", "https://api.deepseek.com")
                .belowRoot("/(v1|beta|anthropic(/v1)?)$")
                .serves(Operation.CHAT, Operation.RESPONSES)
                .serves(
                        Operation.COMPLETION,
                        Endpoint.bearer("/beta/completions").atRoot())
                .serves(
                        Operation.MESSAGES,
                        Endpoint.bearer("/anthropic/v1/messages")
                                .atRoot()
                                .with(AuthScheme.X_API_KEY)
                                .with(AnthropicProvider.VERSION))
                .parameters(DeepSeekParameters.RULES)
                .reasons(ReasoningModels.OPEN_WEIGHTS)
                .declaration();
    }
}
