package dev.keyway.filters.sanitize;

import static dev.keyway.filters.sanitize.MaximalRequest.MAXIMAL;
import static dev.keyway.filters.sanitize.MaximalRequest.without;
import static dev.keyway.filters.sanitize.Requests.sanitized;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.parameter.AnthropicParameters;
import dev.keyway.catalogue.parameter.CohereParameters;
import dev.keyway.catalogue.parameter.CompatibleParameters;
import dev.keyway.catalogue.parameter.GeminiParameters;
import dev.keyway.catalogue.parameter.OpenAiParameters;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.sanitize.Requests.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request with everything in it, and the bytes that each provider is sent of it. */
class ProviderParametersTests {

    private static Outcome openAi(String model, String request) {
        return sanitized(OpenAiParameters.RULES, Operation.CHAT, model, request);
    }

    @Test
    void gpt4TakesAllButReasoningAndForeignNames() {
        Outcome outcome = openAi("gpt-4.1", MAXIMAL);

        assertThat(outcome.text())
                .isEqualTo(without("top_k", "reasoning_effort", "thinking")
                        .replace("some/model", "gpt-4.1")
                        .replace("\"include_usage\": false", "\"include_usage\": true"));
        assertThat(outcome.dropped()).containsExactly("top_k", "thinking", "reasoning_effort");
        assertThat(outcome.usageForced()).isTrue();
    }

    @Test
    void reasoningModelsOfOpenAiTakeNoSampling() {
        Outcome outcome = openAi("o3-2025-04-16", MAXIMAL);

        assertThat(outcome.text())
                .isEqualTo(without(
                                "temperature",
                                "top_p",
                                "top_k",
                                "stop",
                                "logit_bias",
                                "logprobs",
                                "top_logprobs",
                                "presence_penalty",
                                "frequency_penalty",
                                "thinking")
                        .replace("some/model", "o3-2025-04-16")
                        .replace("\"max_tokens\"", "\"max_completion_tokens\"")
                        .replace("\"include_usage\": false", "\"include_usage\": true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o1",
                "o3-mini",
                "o4-mini-2025-04-16",
                "gpt-5",
                "gpt-5-mini",
                "gpt-5.1-chat-latest",
                "gpt-6-luna",
                "gpt-6.2-sol",
                "gpt-10",
                "ft:o4-mini:acme::1"
            })
    void knowsReasoningModels(String model) {
        assertThat(openAi(model, "{\"logit_bias\":{}}").text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4o",
                "gpt-4.1",
                "gpt-35-turbo",
                "gpt-3.5-turbo",
                "gpt-5-chat-latest",
                "chatgpt-4o-latest",
                "ft:gpt-4o:o1:x",
                "gpt-oss-120b",
                "o",
                "omni-moderation"
            })
    void knowsOtherModels(String model) {
        String request = "{\"logit_bias\":{},\"temperature\":2,\"stop\":\"x\"}";

        assertThat(openAi(model, request).text()).isEqualTo(request);
    }

    @Test
    void samplingPassesWhereReasoningIsOff() {
        String off = "{\"temperature\":1,\"top_p\":1,\"logprobs\":true,\"reasoning_effort\":\"none\"}";
        String dropped = "{\"reasoning_effort\":\"none\"}";

        assertThat(openAi("gpt-5.1", off).text()).isEqualTo(off);
        assertThat(openAi("gpt-6-sol", off).text()).isEqualTo(off);
        assertThat(openAi("gpt-5", off).text()).isEqualTo(dropped);
        assertThat(openAi("o3", off).text()).isEqualTo(dropped);
        assertThat(openAi("gpt-5.1", "{\"temperature\":1}").text()).isEqualTo("{}");
    }

    @Test
    void openAiTakesStreamOptionsOnlyOfStreamsAndParallelCallsOnlyWithTools() {
        String request = "{\"stream\":false,\"stream_options\":{\"include_usage\":true},\"parallel_tool_calls\":false}";

        assertThat(openAi("gpt-4o", request))
                .isEqualTo(new Outcome("{\"stream\":false}", List.of("parallel_tool_calls", "stream_options"), false));
        assertThat(openAi("gpt-4o-search-preview", "{\"temperature\":1}").text())
                .isEqualTo("{}");
    }

    @Test
    void geminiTakesOnlyWhatItKnowsAndItsOwnThinking() {
        Outcome outcome = sanitized(GeminiParameters.RULES, Operation.CHAT, "gemini-3.5-flash", MAXIMAL);

        assertThat(outcome.text())
                .isEqualTo(without(
                                "top_k",
                                "seed",
                                "logit_bias",
                                "logprobs",
                                "top_logprobs",
                                "presence_penalty",
                                "frequency_penalty",
                                "parallel_tool_calls",
                                "thinking",
                                "user",
                                "metadata",
                                "store",
                                "service_tier",
                                "prompt_cache_key",
                                "web_search_options")
                        .replace("some/model", "gemini-3.5-flash")
                        .replace("developer", "system")
                        .replace(" \"name\": \"ann\",", "")
                        .replace(", \"other\": 1}", "}")
                        .replace("\"include_usage\": false", "\"include_usage\": true"));
        assertThat(outcome.dropped()).contains("thinking", "messages[].name", "extra_body.other");
    }

    @Test
    void geminiTakesNoThinkingOutsideOfItsOwnPlace() {
        String request =
                "{\"thinking\":{\"type\":\"enabled\"},\"extra_body\":{\"thinking\":{}},\"thinking_config\":{}}";

        Outcome outcome = sanitized(GeminiParameters.RULES, Operation.CHAT, "gemini-2.5-pro", request);

        assertThat(outcome.text()).isEqualTo("{}");
        assertThat(outcome.dropped()).containsExactly("thinking", "thinking_config", "extra_body");
    }

    @Test
    void geminiEmbedsWithWhatItKnows() {
        String request = "{\"model\":\"m\",\"input\":[\"a\"],\"dimensions\":8,\"user\":\"u\"}";

        assertThat(sanitized(GeminiParameters.RULES, Operation.EMBEDDING, "gemini-embedding-001", request)
                        .text())
                .isEqualTo("{\"model\":\"gemini-embedding-001\",\"input\":[\"a\"],\"dimensions\":8}");
    }

    @Test
    void cohereThinksOrDoesNot() {
        for (String effort : List.of("none", "high")) {
            assertThat(cohere(effort)).isEqualTo("{\"reasoning_effort\":\"" + effort + "\"}");
        }
        for (String effort : List.of("minimal", "low", "medium", "xhigh")) {
            assertThat(cohere(effort)).isEqualTo("{}");
        }
    }

    private static String cohere(String effort) {
        String request = "{\"reasoning_effort\":\"" + effort + "\"}";
        return sanitized(CohereParameters.RULES, Operation.CHAT, "command-a-reasoning-08-2025", request)
                .text();
    }

    @Test
    void anthropicsCompatibleEndpointTakesNoSamplingWhileItThinks() {
        Outcome outcome = sanitized(AnthropicParameters.RULES, Operation.CHAT, "claude-sonnet-4-5", MAXIMAL);

        assertThat(outcome.text())
                .isEqualTo(without(
                                "temperature",
                                "top_p",
                                "top_k",
                                "n",
                                "seed",
                                "logit_bias",
                                "logprobs",
                                "top_logprobs",
                                "presence_penalty",
                                "frequency_penalty",
                                "response_format",
                                "reasoning_effort",
                                "user",
                                "metadata",
                                "store",
                                "service_tier")
                        .replace("some/model", "claude-sonnet-4-5")
                        .replace("developer", "system")
                        .replace(" \"name\": \"ann\",", "")
                        .replace("\"include_usage\": false", "\"include_usage\": true"));
    }

    @Test
    void anthropicsMessagesKeepWhatIsTheirs() {
        String request =
                "{\"model\":\"m\",\"max_tokens\":64,\"system\":\"s\",\"messages\":[{\"role\":\"user\",\"name\":\"x\"}],"
                        + "\"metadata\":{},\"stop_sequences\":[\"\\n\"],\"service_tier\":\"auto\",\"seed\":1,\"n\":1,\"temperature\":1.5,"
                        + "\"top_p\":0.5,\"stream\":true,\"stream_options\":{}}";

        assertThat(sanitized(AnthropicParameters.RULES, Operation.MESSAGES, "claude-haiku-4-5", request)
                        .text())
                .isEqualTo("{\"model\":\"claude-haiku-4-5\",\"max_tokens\":64,\"system\":\"s\","
                        + "\"messages\":[{\"role\":\"user\",\"name\":\"x\"}],\"metadata\":{},\"stop_sequences\":[\"\\n\"],"
                        + "\"service_tier\":\"auto\",\"temperature\":1,\"stream\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-opus-4-7",
                "claude-opus-4-8-20260401",
                "claude-sonnet-5",
                "claude-fable-5.1",
                "claude-opus-5-5",
                "claude-haiku-5-5",
                "anthropic/claude-opus-5",
                "claude-opus-4-10"
            })
    void newerModelsOfAnthropicTakeNoSampling(String model) {
        String request = "{\"temperature\":1,\"top_p\":1,\"top_k\":1}";

        assertThat(sanitized(AnthropicParameters.RULES, Operation.MESSAGES, model, request)
                        .text())
                .isEqualTo("{}");
        assertThat(sanitized(AnthropicParameters.RULES, Operation.CHAT, model, request)
                        .text())
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-opus-4-6",
                "claude-opus-4-20250514",
                "claude-sonnet-4-6",
                "claude-haiku-4-5-20251001",
                "claude-3-7-sonnet-20250219",
                "claude-3-5-haiku-latest"
            })
    void olderModelsOfAnthropicTakeTemperatureOrTopP(String model) {
        String request = "{\"temperature\":1,\"top_p\":1,\"top_k\":1}";

        assertThat(sanitized(AnthropicParameters.RULES, Operation.MESSAGES, model, request)
                        .text())
                .isEqualTo("{\"temperature\":1,\"top_k\":1}");
    }

    @Test
    void othersAreSentWhatTheClientWrote() {
        Outcome outcome = sanitized(CompatibleParameters.RULES, Operation.CHAT, "llama", MAXIMAL);

        assertThat(outcome).isEqualTo(new Outcome(MAXIMAL.replace("some/model", "llama"), List.of(), false));
        assertThat(sanitized(CompatibleParameters.WITH_STREAMED_USAGE, Operation.CHAT, "llama", "{\"stream\":true}"))
                .isEqualTo(
                        new Outcome("{\"stream\":true,\"stream_options\":{\"include_usage\":true}}", List.of(), true));
    }
}
