package dev.keyway.catalogue.parameter;

import static dev.keyway.catalogue.parameter.Condition.not;

import dev.keyway.catalogue.parameter.Condition.Both;
import dev.keyway.catalogue.parameter.Condition.Given;
import dev.keyway.catalogue.parameter.Condition.IsWithin;
import dev.keyway.catalogue.parameter.ParameterRule.Clamp;
import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.parameter.ParameterRule.DropIf;
import dev.keyway.catalogue.parameter.ParameterRule.DropIfEmpty;
import dev.keyway.catalogue.parameter.ParameterRule.DropInMessages;
import dev.keyway.catalogue.parameter.ParameterRule.DropUnless;
import dev.keyway.catalogue.parameter.ParameterRule.KeepOnly;
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
            "(?:.*[./])?claude-(?:opus-4[-.](?:[7-9]|[1-9]\\d)|[a-z]+-(?:[5-9]|[1-9]\\d))(?:[-.@:].*)?";
    private static final Pattern NEWER_MODELS = Pattern.compile(NEWER, Pattern.DOTALL);
    private static final Pattern OLDER_MODELS =
            Pattern.compile("(?!" + NEWER + "$)(?:.*[./])?claude-.*", Pattern.DOTALL);

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

    /** What the models refuse on every host that carries them. */
    static final List<RuleSet> OF_MODELS = Rules.ofModels()
            .on(BOTH, NEWER_MODELS, new Drop("temperature"), new Drop("top_p"), new Drop("top_k"))
            .on(
                    BOTH,
                    OLDER_MODELS,
                    new DropIf("temperature", THINKS),
                    new DropIf("top_p", THINKS),
                    new DropIf("top_k", THINKS),
                    new DropIf("top_p", new Given("temperature")),
                    new Clamp("temperature", "0", "1"))
            .build()
            .sets();

    /** The rules, for chat, messages and the counting of their tokens. */
    public static final ParameterRules RULES = Rules.of()
            .on(BOTH, Rules.EVERY_MODEL, WITHOUT_EFFECT.stream().map(Drop::new).toArray(ParameterRule[]::new))
            .on(
                    Operation.CHAT,
                    new DropUnless("n", "1"),
                    new Drop("metadata"),
                    new Drop("service_tier"),
                    new MapRole("developer", "system"),
                    new DropInMessages("name"))
            .streamedUsage(Operation.CHAT)
            .on(
                    Operation.MESSAGES,
                    new Drop("n"),
                    new Drop("stream_options"),
                    new DropIfEmpty("tools"),
                    new DropIf(
                            "tool_choice",
                            new Both(not(new Given("tools")), new IsWithin("tool_choice", "type", Rules.IDLE))),
                    new DropInMessages("refusal"),
                    new DropInMessages("annotations"),
                    new DropInMessages("audio"),
                    new DropInMessages("reasoning"),
                    new DropInMessages("reasoning_content"),
                    new DropInMessages("reasoning_details"),
                    new Rename("max_completion_tokens", "max_tokens"))
            .on(
                    Operation.MESSAGE_TOKENS,
                    new KeepOnly(Set.of(
                            "model",
                            "messages",
                            "system",
                            "tools",
                            "tool_choice",
                            "thinking",
                            "cache_control",
                            "context_management",
                            "mcp_servers",
                            "output_config",
                            "output_format")))
            .with(OF_MODELS)
            .build();

    private AnthropicParameters() {}
}
