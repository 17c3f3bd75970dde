package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.provider.Operation;

/** What a server takes that follows OpenAI and of which no more is known: all but what its models are known to refuse. */
public final class CompatibleParameters {

    /** Everything as the client wrote it. */
    public static final ParameterRules RULES = ParameterRules.NONE;

    /** For those known to report a stream's usage when asked: they are asked. The models can be of any family. */
    public static final ParameterRules WITH_STREAMED_USAGE = Rules.of()
            .streamedUsage(Operation.CHAT, Operation.COMPLETION)
            .with(OpenAiParameters.OF_MODELS)
            .with(AnthropicParameters.OF_MODELS)
            .build();

    private CompatibleParameters() {}
}
