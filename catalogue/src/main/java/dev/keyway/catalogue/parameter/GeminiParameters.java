package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.parameter.ParameterRule.Clamp;
import dev.keyway.catalogue.parameter.ParameterRule.DropInMessages;
import dev.keyway.catalogue.parameter.ParameterRule.KeepOnly;
import dev.keyway.catalogue.parameter.ParameterRule.KeepOnlyWithin;
import dev.keyway.catalogue.parameter.ParameterRule.MapRole;
import dev.keyway.catalogue.provider.Operation;
import java.util.Set;

/**
 * What Gemini's endpoint compatible with OpenAI takes. It answers 400 to every name it does not know, so only the known
 * ones stay: {@code thinking} goes, while {@code extra_body.google}, where its thinking is configured, stays.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/openai">OpenAI compatibility</a>
 */
public final class GeminiParameters {

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

    /** The rules. */
    public static final ParameterRules RULES = Rules.of()
            .on(
                    Operation.CHAT,
                    new KeepOnly(CHAT_NAMES),
                    new KeepOnlyWithin("extra_body", Set.of("google")),
                    new Clamp("temperature", "0", "2"),
                    new MapRole("developer", "system"),
                    new DropInMessages("name"),
                    new DropInMessages("refusal"),
                    new DropInMessages("annotations"),
                    new DropInMessages("audio"))
            .ownMessages()
            .noThoughts()
            .streamedUsage(Operation.CHAT)
            .on(Operation.EMBEDDING, new KeepOnly(Set.of("model", "input", "dimensions", "encoding_format")))
            .on(Operation.IMAGE, new KeepOnly(Set.of("model", "prompt", "n", "response_format", "size")))
            .build();

    private GeminiParameters() {}
}
