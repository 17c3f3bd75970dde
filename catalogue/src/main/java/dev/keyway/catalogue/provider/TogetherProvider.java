package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.OpenModelParameters;

/** Together, as <a href="https://docs.together.ai/reference">its reference</a> has it. */
final class TogetherProvider {

    private TogetherProvider() {}

    static Provider declaration() {
        return Draft.of("together", "https://api.together.xyz/v1")
                .serves(
                        Operation.CHAT,
                        Operation.COMPLETION,
                        Operation.EMBEDDING,
                        Operation.IMAGE,
                        Operation.SPEECH,
                        Operation.TRANSCRIPTION,
                        Operation.TRANSLATION,
                        Operation.RERANK)
                .parameters(OpenModelParameters.RULES)
                .errors(ErrorStyle.TOGETHER)
                .reasons(ReasoningModels.OPENAI, ReasoningModels.OPEN_WEIGHTS)
                .declaration();
    }
}
