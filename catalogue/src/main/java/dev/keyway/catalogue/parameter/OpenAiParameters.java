package dev.keyway.catalogue.parameter;

import static dev.keyway.catalogue.parameter.Condition.not;

import dev.keyway.catalogue.parameter.Condition.Is;
import dev.keyway.catalogue.parameter.Condition.IsWithin;
import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.parameter.ParameterRule.DropIf;
import dev.keyway.catalogue.parameter.ParameterRule.Rename;
import dev.keyway.catalogue.parameter.ParameterRules.RuleSet;
import dev.keyway.catalogue.provider.Operation;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What OpenAI takes, also at Azure. Reasoning models (o-series, gpt-5 and later, except a {@code -chat} variant without
 * a minor version) refuse sampling parameters; from gpt-5.1 on they take some of them while reasoning is off.
 *
 * @see <a href="https://platform.openai.com/docs/guides/reasoning">Reasoning models</a>
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">Chat completions</a>
 */
public final class OpenAiParameters {

    private static final String O_SERIES = "o\\d+";
    private static final String GPT_5_0 = "gpt-5(?!-chat)";
    /** Major versions 5 to 29: Azure spells gpt-3.5 as {@code gpt-35}. */
    private static final String LATER_GPT = "(?:gpt-5\\.[1-9]\\d*|gpt-(?:[6-9]|[12]\\d)(?:\\.\\d+|(?!-chat)))";

    private static final Pattern ALWAYS_REASONING = Rules.models(O_SERIES + "|" + GPT_5_0);
    private static final Pattern REASONING_CAN_BE_OFF = Rules.models(LATER_GPT);
    private static final Pattern REASONING = Rules.models(O_SERIES + "|" + GPT_5_0 + "|" + LATER_GPT);
    private static final Pattern WITHOUT_STOP = Rules.models("o3|o4-mini|" + GPT_5_0 + "|" + LATER_GPT);
    private static final Pattern SEARCH_PREVIEW = Rules.models("gpt-4o(?:-mini)?-search-preview");
    private static final Pattern OF_FIXED_LENGTH = Rules.models("text-embedding-ada");
    private static final Pattern GPT_IMAGE = Rules.models("gpt-image|chatgpt-image");

    private static final Condition REASONING_OFF_IN_CHAT = new Is("reasoning_effort", Set.of("none"));
    private static final Condition REASONING_OFF = new IsWithin("reasoning", "effort", Set.of("none"));

    /** What the models refuse on every host that carries them. */
    static final List<RuleSet> OF_MODELS = Rules.ofModels()
            .on(
                    Operation.CHAT,
                    SEARCH_PREVIEW,
                    new Drop("temperature"),
                    new Drop("top_p"),
                    new Drop("presence_penalty"),
                    new Drop("frequency_penalty"))
            .on(
                    Operation.CHAT,
                    REASONING,
                    new Rename("max_tokens", "max_completion_tokens"),
                    new Drop("top_logprobs"),
                    new Drop("presence_penalty"),
                    new Drop("frequency_penalty"),
                    new Drop("logit_bias"))
            .on(Operation.CHAT, ALWAYS_REASONING, new Drop("temperature"), new Drop("top_p"), new Drop("logprobs"))
            .on(
                    Operation.CHAT,
                    REASONING_CAN_BE_OFF,
                    new DropIf("temperature", not(REASONING_OFF_IN_CHAT)),
                    new DropIf("top_p", not(REASONING_OFF_IN_CHAT)),
                    new DropIf("logprobs", not(REASONING_OFF_IN_CHAT)))
            .on(Operation.CHAT, WITHOUT_STOP, new Drop("stop"))
            .on(
                    Operation.RESPONSES,
                    ALWAYS_REASONING,
                    new Drop("temperature"),
                    new Drop("top_p"),
                    new Drop("top_logprobs"))
            .on(
                    Operation.RESPONSES,
                    REASONING_CAN_BE_OFF,
                    new DropIf("temperature", not(REASONING_OFF)),
                    new DropIf("top_p", not(REASONING_OFF)),
                    new DropIf("top_logprobs", not(REASONING_OFF)))
            .on(Operation.EMBEDDING, OF_FIXED_LENGTH, new Drop("dimensions"))
            .build()
            .sets();

    /** The rules. */
    public static final ParameterRules RULES = Rules.of()
            .on(
                    Set.of(Operation.CHAT, Operation.COMPLETION),
                    Rules.EVERY_MODEL,
                    new Drop("top_k"),
                    new Drop("thinking"))
            .streamedUsage(Operation.CHAT, Operation.COMPLETION)
            .ownMessages()
            .noThoughts()
            .on(Operation.CHAT, Rules.except(REASONING), new Drop("reasoning_effort"))
            .on(
                    Operation.RESPONSES,
                    new Drop("top_k"),
                    new Drop("thinking"),
                    new DropIf("stream_options", not(Condition.streamed())))
            .on(Operation.RESPONSES, Rules.except(REASONING), new Drop("reasoning"))
            .on(Operation.IMAGE, GPT_IMAGE, new Drop("response_format"), new Drop("style"))
            .with(OF_MODELS)
            .build();

    private OpenAiParameters() {}
}
