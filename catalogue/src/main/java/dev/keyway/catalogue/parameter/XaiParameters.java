package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.parameter.ParameterRule.Rename;
import dev.keyway.catalogue.provider.Operation;
import java.util.regex.Pattern;

/**
 * What xAI takes. Its reasoning models, grok-4 and later, refuse {@code stop} and penalties; only some can be told how
 * hard to think.
 *
 * @see <a href="https://docs.x.ai/developers/rest-api-reference/inference">xAI's API</a>
 */
public final class XaiParameters {

    private static final Pattern REASONING =
            Rules.models("(?!.*non-reasoning)(?:grok-(?:3-mini|[4-9]|[1-9]\\d)(?:\\.\\d+)?|grok-build|grok-code).*");
    private static final Pattern WITH_EFFORT = Rules.models("grok-3-mini|grok-4\\.[3-9]|grok-[5-9].*");

    /** The rules. */
    public static final ParameterRules RULES = Rules.of()
            .noDeveloper()
            .drop(
                    Operation.CHAT,
                    "top_k",
                    "logit_bias",
                    "thinking",
                    "metadata",
                    "store",
                    "safety_identifier",
                    "verbosity",
                    "prediction",
                    "web_search_options",
                    "moderation")
            .ownMessages("reasoning_content")
            .noThoughts()
            .on(
                    Operation.CHAT,
                    new Rename("max_tokens", "max_completion_tokens"),
                    new Rename("parallel_tool_calls", "parallel_function_calling"))
            .on(
                    Operation.CHAT,
                    REASONING,
                    new Drop("stop"),
                    new Drop("presence_penalty"),
                    new Drop("frequency_penalty"))
            .on(Operation.CHAT, Rules.except(WITH_EFFORT), new Drop("reasoning_effort"))
            .on(Operation.RESPONSES, Rules.except(WITH_EFFORT), new Drop("reasoning"))
            .streamedUsage(Operation.CHAT, Operation.COMPLETION)
            .build();

    private XaiParameters() {}
}
