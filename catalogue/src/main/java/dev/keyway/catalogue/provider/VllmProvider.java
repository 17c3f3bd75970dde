package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.OpenModelParameters;
import java.net.URI;

/** vLLM at an address of its own, as <a href="https://docs.vllm.ai/en/stable/serving/online_serving.html">its reference</a> has it. */
final class VllmProvider {

    private VllmProvider() {}

    static Provider declaration(URI baseUrl) {
        return OpenAiCompatible.draft("vllm", baseUrl)
                .serves(Operation.MESSAGES, Endpoint.bearer("/messages").with(AnthropicProvider.VERSION))
                .serves(
                        Operation.MESSAGE_TOKENS,
                        Endpoint.bearer("/messages/count_tokens").with(AnthropicProvider.VERSION))
                .parameters(OpenModelParameters.RULES)
                .declaration();
    }
}
