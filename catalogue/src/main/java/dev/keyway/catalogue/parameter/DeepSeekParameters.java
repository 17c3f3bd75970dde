package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.provider.Operation;
import java.util.regex.Pattern;

/**
 * What DeepSeek takes; it ignores what it does not know, but its older reasoner refuses log probabilities.
 *
 * @see <a href="https://api-docs.deepseek.com/api/create-chat-completion">Chat completions</a>
 */
public final class DeepSeekParameters {

    private static final Pattern REASONER = Rules.models("deepseek-reasoner|deepseek-r1");

    /** The rules. */
    public static final ParameterRules RULES = Rules.of()
            .noDeveloper()
            .maxTokens()
            .noThoughts()
            .on(Operation.CHAT, REASONER, new Drop("logprobs"), new Drop("top_logprobs"))
            .streamedUsage(Operation.CHAT, Operation.COMPLETION)
            .build();

    private DeepSeekParameters() {}
}
