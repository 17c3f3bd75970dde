package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.parameter.ParameterRule.Clamp;
import dev.keyway.catalogue.parameter.ParameterRule.DropIf;
import dev.keyway.catalogue.parameter.ParameterRule.DropInMessages;
import dev.keyway.catalogue.parameter.ParameterRule.IncludeUsage;
import dev.keyway.catalogue.parameter.ParameterRule.KeepOnly;
import dev.keyway.catalogue.parameter.ParameterRule.KeepOnlyWithin;
import dev.keyway.catalogue.parameter.ParameterRule.MapRole;
import dev.keyway.catalogue.parameter.ParameterRules.RuleSet;
import dev.keyway.catalogue.provider.Operation;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Gemini's endpoint compatible with OpenAI takes. It answers 400 to every name it does not know, so only the known
 * ones stay: {@code thinking} goes, while {@code extra_body.google}, where its thinking is configured, stays.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/openai">OpenAI compatibility</a>
 */
public final class GeminiParameters {

    private static final Pattern EVERY_MODEL = Pattern.compile(".*", Pattern.DOTALL);

    private static final Set<String> CHAT_NAMES = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "n",
            "stop",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "response_format",
            "reasoning_effort",
            "extra_body");

    /** The rules, for chat and embeddings. */
    public static final ParameterRules RULES = new ParameterRules(List.of(
            new RuleSet(
                    Set.of(Operation.CHAT),
                    EVERY_MODEL,
                    List.of(
                            new KeepOnly(CHAT_NAMES),
                            new KeepOnlyWithin("extra_body", Set.of("google")),
                            new Clamp("temperature", "0", "2"),
                            new MapRole("developer", "system"),
                            new DropInMessages("name"),
                            new DropIf("stream_options", Condition.not(Condition.streamed())),
                            new IncludeUsage())),
            new RuleSet(
                    Set.of(Operation.EMBEDDING),
                    EVERY_MODEL,
                    List.of(new KeepOnly(Set.of("model", "input", "dimensions", "encoding_format"))))));

    private GeminiParameters() {}
}
