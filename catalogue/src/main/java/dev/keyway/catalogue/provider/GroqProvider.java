package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.GroqParameters;

/** Groq, as <a href="https://console.groq.com/docs/api-reference">its reference</a> has it. */
final class GroqProvider {

    private GroqProvider() {}

    static Provider declaration() {
        return Draft.of("groq", "https://api.groq.com/openai/v1")
                .serves(
                        Operation.CHAT,
                        Operation.RESPONSES,
                        Operation.SPEECH,
                        Operation.TRANSCRIPTION,
                        Operation.TRANSLATION)
                .parameters(GroqParameters.RULES)
                .errors(ErrorStyle.GROQ)
                .tellsUsageWhenAsked(Operation.CHAT)
                .reasons(ReasoningModels.OPENAI, ReasoningModels.OPEN_WEIGHTS)
                .declaration();
    }
}
