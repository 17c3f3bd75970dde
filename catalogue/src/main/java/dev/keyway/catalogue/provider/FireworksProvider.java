package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.OpenModelParameters;

/** Fireworks, as <a href="https://docs.fireworks.ai/api-reference">its reference</a> has it: Anthropic's messages stand at the same base. */
final class FireworksProvider {

    private FireworksProvider() {}

    static Provider declaration() {
        return Draft.of("fireworks", "https://api.fireworks.ai/inference/v1")
                .serves(
                        Operation.CHAT,
                        Operation.COMPLETION,
                        Operation.EMBEDDING,
                        Operation.RESPONSES,
                        Operation.RERANK)
                .serves(Operation.MESSAGES, Endpoint.bearer("/messages").with(AnthropicProvider.VERSION))
                .parameters(OpenModelParameters.FIREWORKS)
                .errors(ErrorStyle.FIREWORKS)
                .reasons(ReasoningModels.OPENAI, ReasoningModels.OPEN_WEIGHTS)
                .declaration();
    }
}
