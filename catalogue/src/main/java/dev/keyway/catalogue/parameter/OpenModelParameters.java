package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.parameter.ParameterRule.DropUnless;
import dev.keyway.catalogue.provider.Operation;
import java.util.regex.Pattern;

/**
 * What servers of open models take that ignore what they do not know: NVIDIA NIM, Together, Fireworks, vLLM, Ollama.
 *
 * @see <a href="https://docs.vllm.ai/en/stable/serving/online_serving.html">vLLM</a>
 * @see <a href="https://docs.ollama.com/api/openai-compatibility">Ollama</a>
 */
public final class OpenModelParameters {

    /** Of NVIDIA's embedding models only these can be told how long a vector to make. */
    private static final Pattern NIM_OF_ANY_LENGTH = Rules.models("llama-(?:3\\.2|nemotron).*");

    /** For vLLM and Together. */
    public static final ParameterRules RULES = lenient().build();

    /** For NVIDIA NIM. */
    public static final ParameterRules NVIDIA_NIM = lenient()
            .on(Operation.EMBEDDING, Rules.except(NIM_OF_ANY_LENGTH), new Drop("dimensions"))
            .build();

    /** For Ollama. */
    public static final ParameterRules OLLAMA =
            lenient().maxTokens().noThoughts().build();

    /** For Fireworks, which refuses what OpenAI alone knows. */
    public static final ParameterRules FIREWORKS = lenient()
            .drop(
                    Operation.CHAT,
                    "store",
                    "safety_identifier",
                    "prompt_cache_retention",
                    "verbosity",
                    "web_search_options",
                    "modalities",
                    "audio",
                    "moderation")
            .on(Operation.CHAT, new DropUnless("service_tier", "\"priority\""))
            .plainMessages()
            .ownMessages("reasoning_content")
            .noThoughts()
            .build();

    private static Rules lenient() {
        return Rules.of().noDeveloper().streamedUsage(Operation.CHAT, Operation.COMPLETION);
    }

    private OpenModelParameters() {}
}
