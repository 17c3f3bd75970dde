package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.OpenModelParameters;

/** NVIDIA's hosted NIM, as <a href="https://docs.api.nvidia.com/nim/reference/llm-apis">its reference</a> has it. */
final class NvidiaNimProvider {

    private NvidiaNimProvider() {}

    static Provider declaration() {
        return Draft.of("nvidia_nim", "https://integrate.api.nvidia.com/v1")
                .serves(Operation.CHAT, Operation.COMPLETION, Operation.RESPONSES, Operation.EMBEDDING)
                .parameters(OpenModelParameters.NVIDIA_NIM)
                .errors(ErrorStyle.NVIDIA_NIM)
                .reasons(ReasoningModels.OPENAI, ReasoningModels.OPEN_WEIGHTS)
                .declaration();
    }
}
