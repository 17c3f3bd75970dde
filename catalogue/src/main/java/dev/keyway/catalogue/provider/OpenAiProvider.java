package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.OpenAiParameters;

/** OpenAI, as <a href="https://platform.openai.com/docs/api-reference">its reference</a> has it. */
final class OpenAiProvider {

    private OpenAiProvider() {}

    static Provider declaration() {
        return Draft.of("openai", "https://api.openai.com/v1")
                .serves(
                        Operation.CHAT,
                        Operation.COMPLETION,
                        Operation.EMBEDDING,
                        Operation.RESPONSES,
                        Operation.RESPONSE_COMPACTION,
                        Operation.MODERATION,
                        Operation.IMAGE,
                        Operation.SPEECH,
                        Operation.TRANSCRIPTION,
                        Operation.TRANSLATION)
                .parameters(OpenAiParameters.RULES)
                .reasons(ReasoningModels.OPENAI)
                .declaration();
    }
}
