package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.parameter.ParameterRule.DropUnless;
import dev.keyway.catalogue.parameter.ParameterRule.KeepOnly;
import dev.keyway.catalogue.provider.Operation;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Groq takes: it answers 400 to every name it does not know.
 *
 * @see <a href="https://console.groq.com/docs/openai">OpenAI compatibility</a>
 */
public final class GroqParameters {

    private static final Pattern WITH_EFFORT = Rules.models("gpt-oss|qwen.*");

    /** The rules. */
    public static final ParameterRules RULES = Rules.of()
            .noDeveloper()
            .plainMessages()
            .ownMessages("reasoning")
            .noThoughts()
            .on(
                    Operation.CHAT,
                    new DropUnless("n", "1"),
                    new KeepOnly(Set.of(
                            "model",
                            "messages",
                            "max_tokens",
                            "max_completion_tokens",
                            "temperature",
                            "top_p",
                            "n",
                            "stop",
                            "seed",
                            "stream",
                            "stream_options",
                            "presence_penalty",
                            "frequency_penalty",
                            "tools",
                            "tool_choice",
                            "parallel_tool_calls",
                            "response_format",
                            "reasoning_effort",
                            "reasoning_format",
                            "include_reasoning",
                            "service_tier",
                            "user",
                            "documents",
                            "citation_options",
                            "compound_custom",
                            "search_settings",
                            "disable_tool_validation")))
            .on(Operation.CHAT, Rules.except(WITH_EFFORT), new Drop("reasoning_effort"))
            .streamedUsage(Operation.CHAT)
            .build();

    private GroqParameters() {}
}
