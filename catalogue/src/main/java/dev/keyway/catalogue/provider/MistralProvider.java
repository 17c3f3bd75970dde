package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.parameter.MistralParameters;

/** Mistral, as <a href="https://docs.mistral.ai/api">its reference</a> has it. */
final class MistralProvider {

    private MistralProvider() {}

    static Provider declaration() {
        return Draft.of("mistral", "https://api.mistral.ai/v1")
                .serves(Operation.CHAT, Operation.EMBEDDING, Operation.MODERATION, Operation.TRANSCRIPTION)
                .parameters(MistralParameters.RULES)
                .errors(ErrorStyle.MISTRAL)
                .tellsUsageWhenAsked()
                .reasons(ReasoningModels.OPEN_WEIGHTS)
                .declaration();
    }
}
