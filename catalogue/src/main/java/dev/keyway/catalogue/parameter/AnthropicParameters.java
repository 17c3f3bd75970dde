package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.parameter.Condition.Given;
import dev.keyway.catalogue.parameter.Condition.IsWithin;
import dev.keyway.catalogue.parameter.ParameterRule.Clamp;
import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.parameter.ParameterRule.DropIf;
import dev.keyway.catalogue.parameter.ParameterRule.DropInMessages;
import dev.keyway.catalogue.parameter.ParameterRule.DropUnless;
import dev.keyway.catalogue.parameter.ParameterRule.IncludeUsage;
import dev.keyway.catalogue.parameter.ParameterRule.MapRole;
import dev.keyway.catalogue.parameter.ParameterRule.Rename;
import dev.keyway.catalogue.parameter.ParameterRules.RuleSet;
import dev.keyway.catalogue.provider.Operation;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Anthropic takes, on its own messages endpoint and on the one compatible with OpenAI's chat. Opus 4.7, every
 * 5.x model and later ones refuse sampling parameters; earlier ones never take temperature and top_p together, and
 * none of them while the model thinks.
 *
 * @see <a href="https://docs.claude.com/en/api/messages">Messages</a>
 * @see <a href="https://docs.claude.com/en/api/openai-sdk">OpenAI SDK compatibility</a>
 */
public final class AnthropicParameters {

    private static final String NEWER =
            "(?:.*[./])?claude-(?:opus-4-(?:[7-9]|[1-9]\\d)|[a-z]+-(?:[5-9]|[1-9]\\d))(?:[-.@:].*)?";
    private static final Pattern EVERY_MODEL = Pattern.compile(".*", Pattern.DOTALL);
    private static final Pattern NEWER_MODELS = Pattern.compile(NEWER, Pattern.DOTALL);
    private static final Pattern OLDER_MODELS = Pattern.compile("(?!" + NEWER + "$).*", Pattern.DOTALL);

    private static final Condition THINKS = new IsWithin("thinking", "type", Set.of("enabled", "adaptive"));
    private static final Set<Operation> BOTH = Set.of(Operation.CHAT, Operation.MESSAGES);

    /** What neither endpoint knows or heeds. */
    private static final List<String> WITHOUT_EFFECT = List.of(
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "top_logprobs",
            "response_format",
            "prediction",
            "audio",
            "modalities",
            "store",
            "user",
            "reasoning_effort");

    /** The rules, for both endpoints. */
    public static final ParameterRules RULES = new ParameterRules(List.of(
            new RuleSet(BOTH, EVERY_MODEL, drops(WITHOUT_EFFECT)),
            new RuleSet(
                    Set.of(Operation.CHAT),
                    EVERY_MODEL,
                    List.of(
                            new DropUnless("n", "1"),
                            new Drop("metadata"),
                            new Drop("service_tier"),
                            new MapRole("developer", "system"),
                            new DropInMessages("name"),
                            new DropIf("stream_options", Condition.not(Condition.streamed())),
                            new IncludeUsage())),
            new RuleSet(
                    Set.of(Operation.MESSAGES),
                    EVERY_MODEL,
                    List.of(
                            new Drop("n"),
                            new Drop("stream_options"),
                            new Rename("max_completion_tokens", "max_tokens"))),
            new RuleSet(BOTH, NEWER_MODELS, List.of(new Drop("temperature"), new Drop("top_p"), new Drop("top_k"))),
            new RuleSet(
                    BOTH,
                    OLDER_MODELS,
                    List.of(
                            new DropIf("temperature", THINKS),
                            new DropIf("top_p", THINKS),
                            new DropIf("top_k", THINKS),
                            new DropIf("top_p", new Given("temperature")),
                            new Clamp("temperature", "0", "1")))));

    private AnthropicParameters() {}

    private static List<ParameterRule> drops(List<String> names) {
        return names.stream().<ParameterRule>map(Drop::new).toList();
    }
}
