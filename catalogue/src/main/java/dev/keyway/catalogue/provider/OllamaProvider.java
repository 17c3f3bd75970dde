package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.OpenModelParameters;
import java.net.URI;

/** Ollama at an address of its own, as <a href="https://docs.ollama.com/api/openai-compatibility">its reference</a> has it. */
final class OllamaProvider {

    private OllamaProvider() {}

    static Provider declaration(URI baseUrl) {
        return Draft.of("ollama", baseUrl)
                .serves(Operation.CHAT, Operation.COMPLETION, Operation.EMBEDDING, Operation.RESPONSES)
                .serves(Operation.MESSAGES, Endpoint.bearer("/messages").with(AnthropicProvider.VERSION))
                .parameters(OpenModelParameters.OLLAMA)
                .reasons(ReasoningModels.OPENAI, ReasoningModels.OPEN_WEIGHTS)
                .declaration();
    }
}
