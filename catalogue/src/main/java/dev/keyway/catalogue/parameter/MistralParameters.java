package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.parameter.ParameterRule.Clamp;
import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.parameter.ParameterRule.DropParts;
import dev.keyway.catalogue.parameter.ParameterRule.KeepOnly;
import dev.keyway.catalogue.parameter.ParameterRule.Rename;
import dev.keyway.catalogue.provider.Operation;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Mistral takes: it answers 422 to every name it does not know.
 *
 * @see <a href="https://docs.mistral.ai/api">Mistral's API</a>
 */
public final class MistralParameters {

    private static final Pattern WITH_EFFORT = Rules.models("magistral.*|mistral-(?:small|medium)-(?:26\\d\\d|latest)");
    private static final Pattern OF_ANY_LENGTH = Rules.models("codestral-embed");

    /** The rules. Its own models think in parts of type {@code thinking}, which therefore stay. */
    public static final ParameterRules RULES = Rules.of()
            .noDeveloper()
            .plainMessages()
            .ownMessages()
            .maxTokens()
            .on(
                    Operation.CHAT,
                    new Rename("seed", "random_seed"),
                    new Clamp("temperature", "0", "1"),
                    new KeepOnly(Set.of(
                            "model",
                            "messages",
                            "max_tokens",
                            "temperature",
                            "top_p",
                            "n",
                            "stop",
                            "stream",
                            "random_seed",
                            "presence_penalty",
                            "frequency_penalty",
                            "tools",
                            "tool_choice",
                            "parallel_tool_calls",
                            "response_format",
                            "reasoning_effort",
                            "prompt_cache_key",
                            "prediction",
                            "metadata",
                            "guardrails",
                            "prompt_mode",
                            "safe_prompt")))
            .on(Operation.CHAT, new DropParts("redacted_thinking"), new DropParts("reasoning"))
            .on(Operation.CHAT, Rules.except(WITH_EFFORT), new Drop("reasoning_effort"))
            .on(Operation.EMBEDDING, OF_ANY_LENGTH, new Rename("dimensions", "output_dimension"))
            .on(
                    Operation.EMBEDDING,
                    new KeepOnly(Set.of(
                            "model", "input", "output_dimension", "output_dtype", "encoding_format", "metadata")))
            .on(Operation.MODERATION, new KeepOnly(Set.of("model", "input")))
            .build();

    private MistralParameters() {}
}
