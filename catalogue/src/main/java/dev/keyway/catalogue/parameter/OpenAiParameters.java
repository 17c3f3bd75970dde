package dev.keyway.catalogue.parameter;

import static dev.keyway.catalogue.parameter.Condition.not;

import dev.keyway.catalogue.parameter.Condition.Given;
import dev.keyway.catalogue.parameter.Condition.Is;
import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.parameter.ParameterRule.DropIf;
import dev.keyway.catalogue.parameter.ParameterRule.IncludeUsage;
import dev.keyway.catalogue.parameter.ParameterRule.Rename;
import dev.keyway.catalogue.parameter.ParameterRules.RuleSet;
import dev.keyway.catalogue.provider.Operation;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What OpenAI takes. Reasoning models (o-series, gpt-5 and later, except a {@code -chat} variant without a minor
 * version) refuse sampling parameters; from gpt-5.1 on they take some of them while reasoning is off.
 *
 * @see <a href="https://platform.openai.com/docs/guides/reasoning">Reasoning models</a>
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">Chat completions</a>
 */
public final class OpenAiParameters {

    private static final String BEFORE = "(?:ft:)?";
    private static final String AFTER = "(?:[-:].*)?";
    private static final String O_SERIES = "o\\d+";
    private static final String GPT_5_0 = "gpt-5(?!-chat)";
    /** Major versions 5 to 29: Azure spells gpt-3.5 as {@code gpt-35}. */
    private static final String LATER_GPT = "(?:gpt-5\\.[1-9]\\d*|gpt-(?:[6-9]|[12]\\d)(?:\\.\\d+|(?!-chat)))";

    private static final Pattern ALWAYS_REASONING = models(O_SERIES + "|" + GPT_5_0);
    private static final Pattern REASONING_CAN_BE_OFF = models(LATER_GPT);
    private static final Pattern REASONING = models(O_SERIES + "|" + GPT_5_0 + "|" + LATER_GPT);
    private static final Pattern WITHOUT_STOP = models("o3|o4-mini|" + GPT_5_0 + "|" + LATER_GPT);
    private static final Pattern NOT_REASONING = Pattern.compile("(?!" + REASONING.pattern() + "$).*", Pattern.DOTALL);
    private static final Pattern SEARCH_PREVIEW = Pattern.compile("gpt-4o(?:-mini)?-search-preview(?:-.*)?");

    private static final Set<Operation> CHAT = Set.of(Operation.CHAT);
    private static final Set<Operation> TEXT = Set.of(Operation.CHAT, Operation.COMPLETION);

    /** The rules, for chat and completions; embeddings pass as they are. */
    public static final ParameterRules RULES = new ParameterRules(List.of(
            new RuleSet(
                    TEXT,
                    Pattern.compile(".*", Pattern.DOTALL),
                    List.of(
                            new Drop("top_k"),
                            new Drop("thinking"),
                            new DropIf("stream_options", not(Condition.streamed())),
                            new IncludeUsage())),
            new RuleSet(
                    CHAT,
                    Pattern.compile(".*", Pattern.DOTALL),
                    List.of(new DropIf("parallel_tool_calls", not(new Given("tools"))))),
            new RuleSet(CHAT, NOT_REASONING, List.of(new Drop("reasoning_effort"))),
            new RuleSet(CHAT, SEARCH_PREVIEW, List.of(new Drop("temperature"))),
            new RuleSet(
                    CHAT,
                    REASONING,
                    List.of(
                            new Rename("max_tokens", "max_completion_tokens"),
                            new Drop("top_logprobs"),
                            new Drop("presence_penalty"),
                            new Drop("frequency_penalty"),
                            new Drop("logit_bias"))),
            new RuleSet(
                    CHAT, ALWAYS_REASONING, List.of(new Drop("temperature"), new Drop("top_p"), new Drop("logprobs"))),
            new RuleSet(
                    CHAT,
                    REASONING_CAN_BE_OFF,
                    List.of(
                            unlessReasoningIsOff("temperature"),
                            unlessReasoningIsOff("top_p"),
                            unlessReasoningIsOff("logprobs"))),
            new RuleSet(CHAT, WITHOUT_STOP, List.of(new Drop("stop")))));

    private OpenAiParameters() {}

    private static Pattern models(String names) {
        return Pattern.compile(BEFORE + "(?:" + names + ")" + AFTER, Pattern.DOTALL);
    }

    private static ParameterRule unlessReasoningIsOff(String name) {
        return new DropIf(name, not(new Is("reasoning_effort", Set.of("none"))));
    }
}
