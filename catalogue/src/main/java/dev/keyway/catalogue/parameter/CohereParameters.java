package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.parameter.Condition.Given;
import dev.keyway.catalogue.parameter.Condition.Is;
import dev.keyway.catalogue.parameter.ParameterRule.Clamp;
import dev.keyway.catalogue.parameter.ParameterRule.DropIf;
import dev.keyway.catalogue.parameter.ParameterRule.KeepOnly;
import dev.keyway.catalogue.provider.Operation;
import java.util.Set;

/**
 * What Cohere's endpoint compatible with OpenAI takes.
 *
 * @see <a href="https://docs.cohere.com/docs/compatibility-api">Compatibility API</a>
 */
public final class CohereParameters {

    /** To think or not: efforts in between are refused. */
    private static final Set<String> EFFORTS = Set.of("none", "high");

    /** The rules. */
    public static final ParameterRules RULES = Rules.of()
            .noDeveloper()
            .plainMessages()
            .ownMessages()
            .noThoughts()
            .maxTokens()
            .on(
                    Operation.CHAT,
                    new KeepOnly(Set.of(
                            "model",
                            "messages",
                            "max_tokens",
                            "temperature",
                            "top_p",
                            "stop",
                            "seed",
                            "stream",
                            "stream_options",
                            "presence_penalty",
                            "frequency_penalty",
                            "logprobs",
                            "tools",
                            "tool_choice",
                            "response_format",
                            "reasoning_effort")),
                    new DropIf("reasoning_effort", Condition.not(new Is("reasoning_effort", EFFORTS))),
                    new DropIf("presence_penalty", new Given("frequency_penalty")),
                    new Clamp("temperature", "0", "1"),
                    new Clamp("presence_penalty", "0", "1"),
                    new Clamp("frequency_penalty", "0", "1"))
            .streamedUsage(Operation.CHAT)
            .on(Operation.EMBEDDING, new KeepOnly(Set.of("model", "input", "encoding_format")))
            .build();

    private CohereParameters() {}
}
