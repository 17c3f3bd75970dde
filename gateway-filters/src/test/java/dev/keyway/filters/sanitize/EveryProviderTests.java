package dev.keyway.filters.sanitize;

import static dev.keyway.filters.sanitize.MaximalRequest.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.catalogue.provider.Provider;
import dev.keyway.filters.sanitize.Requests.Outcome;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a request with everything in it, the bytes that may go out to each provider and family of models. */
class EveryProviderTests {

    private static final String ADDRESS = "http://localhost:9/v1";

    private static Provider provider(String id) {
        KnownProviders known = new KnownProviders();
        return known.declare(id, known.find(id).isPresent() ? null : URI.create(ADDRESS), null);
    }

    private static Outcome sent(String provider, Operation operation, String model, String request) {
        return Requests.sanitized(provider(provider).parameters(), operation, model, request);
    }

    /** How {@code edits} are written: {@code name} of the one message goes, roles and names turn into others. */
    private static String edited(String request, String edits) {
        String text = request;
        for (String edit : edits.split(" ", -1)) {
            text = switch (edit) {
                case "usage" -> text.replace("\"include_usage\": false", "\"include_usage\": true");
                case "system" -> text.replace("developer", "system");
                case "nameless" -> text.replace(" \"name\": \"ann\",", "");
                case "-" -> text;
                default -> {
                    String[] parts = edit.split("=", -1);
                    assertThat(text).contains(parts[0]);
                    yield text.replace(parts[0], parts[1]);
                }
            };
        }
        return text;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            openrouter | openai/gpt-5-mini           | usage "max_tokens"="max_completion_tokens"             | temperature top_p stop logit_bias logprobs top_logprobs presence_penalty frequency_penalty
            openrouter | openai/o3                   | usage "max_tokens"="max_completion_tokens"             | temperature top_p stop logit_bias logprobs top_logprobs presence_penalty frequency_penalty
            openrouter | anthropic/claude-opus-4.8   | usage                                                  | temperature top_p top_k
            openrouter | anthropic/claude-sonnet-4.5 | usage                                                  | temperature top_p top_k
            openrouter | meta-llama/llama-4-maverick | usage                                                  |
            azure      | gpt-4.1                     | usage                                                  | top_k thinking reasoning_effort
            azure      | gpt-5                       | usage "max_tokens"="max_completion_tokens"             | top_k thinking temperature top_p stop logit_bias logprobs top_logprobs presence_penalty frequency_penalty
            nvidia_nim | meta/llama-3.3-70b-instruct | usage system                                           |
            vllm       | qwen3                       | usage system                                           |
            together   | openai/gpt-oss-120b         | usage system                                           |
            fireworks  | accounts/fireworks/models/m | usage system nameless                                  | store service_tier web_search_options
            ollama     | llama3.2                    | usage system                                           |
            mistral    | mistral-large-2512          | system nameless "seed"="random_seed" 1.50=1            | top_k logit_bias logprobs top_logprobs stream_options reasoning_effort thinking extra_body user store service_tier web_search_options
            mistral    | magistral-medium-latest     | system nameless "seed"="random_seed" 1.50=1            | top_k logit_bias logprobs top_logprobs stream_options thinking extra_body user store service_tier web_search_options
            groq       | llama-3.3-70b-versatile     | usage system nameless                                  | top_k n logit_bias logprobs top_logprobs reasoning_effort thinking extra_body metadata store prompt_cache_key web_search_options
            groq       | openai/gpt-oss-120b         | usage system nameless                                  | top_k n logit_bias logprobs top_logprobs thinking extra_body metadata store prompt_cache_key web_search_options
            deepseek   | deepseek-flash              | usage system                                           |
            deepseek   | deepseek-reasoner           | usage system                                           | logprobs top_logprobs
            cohere     | command-a-03-2025           | usage system nameless 1.50=1                           | top_k n logit_bias top_logprobs presence_penalty parallel_tool_calls reasoning_effort thinking extra_body user metadata store service_tier prompt_cache_key web_search_options
            xai        | grok-4.6                    | usage system "max_tokens"="max_completion_tokens" "parallel_tool_calls"="parallel_function_calling" | top_k stop logit_bias presence_penalty frequency_penalty thinking metadata store web_search_options
            xai        | grok-4.20-reasoning         | usage system "max_tokens"="max_completion_tokens" "parallel_tool_calls"="parallel_function_calling" | top_k stop logit_bias presence_penalty frequency_penalty reasoning_effort thinking metadata store web_search_options
            xai        | grok-4-1-fast-non-reasoning | usage system "max_tokens"="max_completion_tokens" "parallel_tool_calls"="parallel_function_calling" | top_k logit_bias reasoning_effort thinking metadata store web_search_options
            my_server  | llama                       | usage                                                  |
            my_server  | gpt-5.1                     | usage "max_tokens"="max_completion_tokens"             | temperature top_p stop logit_bias logprobs top_logprobs presence_penalty frequency_penalty
            """)
    void sendsWhatTheProviderTakes(String provider, String model, String edits, String gone) {
        String[] names = gone == null ? new String[0] : gone.split(" ", -1);

        Outcome outcome = sent(provider, Operation.CHAT, model, MaximalRequest.MAXIMAL);

        assertThat(outcome.text()).isEqualTo(edited(without(names), edits).replace("some/model", model));
        TreeSet<String> expected = new TreeSet<>(Arrays.asList(names));
        if (edits.contains("nameless")) {
            expected.add("messages[].name");
        }
        assertThat(new TreeSet<>(outcome.dropped())).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            openai     | text-embedding-3-small        | {"model":"M","input":"a","dimensions":8,"encoding_format":"float","user":"u"}
            openai     | text-embedding-ada-002        | {"model":"M","input":"a","encoding_format":"float","user":"u"}
            azure      | text-embedding-ada-002        | {"model":"M","input":"a","encoding_format":"float","user":"u"}
            openrouter | openai/text-embedding-ada-002 | {"model":"M","input":"a","encoding_format":"float","user":"u"}
            openrouter | qwen/qwen3-embedding-8b       | {"model":"M","input":"a","dimensions":8,"encoding_format":"float","user":"u"}
            gemini     | gemini-embedding-001          | {"model":"M","input":"a","dimensions":8,"encoding_format":"float"}
            mistral    | mistral-embed                 | {"model":"M","input":"a","encoding_format":"float"}
            mistral    | codestral-embed-2505          | {"model":"M","input":"a","output_dimension":8,"encoding_format":"float"}
            cohere     | embed-v4.0                    | {"model":"M","input":"a","encoding_format":"float"}
            nvidia_nim | nvidia/nv-embedqa-e5-v5       | {"model":"M","input":"a","encoding_format":"float","user":"u"}
            nvidia_nim | nvidia/llama-3.2-nv-embedqa-1b-v2 | {"model":"M","input":"a","dimensions":8,"encoding_format":"float","user":"u"}
            vllm       | bge-m3                        | {"model":"M","input":"a","dimensions":8,"encoding_format":"float","user":"u"}
            """)
    void sendsDimensionsOnlyToModelsThatKnowThem(String provider, String model, String expected) {
        String request =
                "{\"model\":\"x\",\"input\":\"a\",\"dimensions\":8,\"encoding_format\":\"float\",\"user\":\"u\"}";

        assertThat(sent(provider, Operation.EMBEDDING, model, request).text())
                .isEqualTo(expected.replace("\"M\"", "\"" + model + "\""));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            openai    | gpt-4.1          | low  | {"input":"a","temperature":1,"top_p":1,"top_logprobs":2,"store":false}
            openai    | gpt-5            | low  | {"input":"a","reasoning":{"effort":"low"},"store":false}
            openai    | o3               | none | {"input":"a","reasoning":{"effort":"none"},"store":false}
            openai    | gpt-5.1          | none | {"input":"a","temperature":1,"top_p":1,"top_logprobs":2,"reasoning":{"effort":"none"},"store":false}
            openai    | gpt-5.1          | low  | {"input":"a","reasoning":{"effort":"low"},"store":false}
            azure     | gpt-5.1          | low  | {"input":"a","reasoning":{"effort":"low"},"store":false}
            openrouter| openai/gpt-5.1   | low  | {"input":"a","reasoning":{"effort":"low"},"store":false}
            xai       | grok-4.20        | low  | {"input":"a","temperature":1,"top_p":1,"top_logprobs":2,"store":false}
            """)
    void asksResponsesOfReasoningModelsWithoutSampling(String provider, String model, String effort, String expected) {
        String request =
                "{\"input\":\"a\",\"temperature\":1,\"top_p\":1,\"top_logprobs\":2,\"reasoning\":{\"effort\":\""
                        + effort + "\"},\"store\":false}";

        assertThat(sent(provider, Operation.RESPONSES, model, request).text()).isEqualTo(expected);
    }

    @Test
    void countsMessagesWithWhatTheCountNeeds() {
        String request =
                "{\"model\":\"x\",\"max_tokens\":9,\"system\":\"s\",\"messages\":[],\"stream\":true,\"temperature\":1}";

        assertThat(sent("anthropic", Operation.MESSAGE_TOKENS, "claude-opus-5", request))
                .isEqualTo(new Outcome(
                        "{\"model\":\"claude-opus-5\",\"system\":\"s\",\"messages\":[]}",
                        List.of("max_tokens", "stream", "temperature"),
                        false));
    }

    @Test
    void drawsWithImageModelsThatKnowNoResponseFormat() {
        String request = "{\"prompt\":\"p\",\"response_format\":\"b64_json\",\"style\":\"vivid\",\"quality\":\"low\"}";

        assertThat(sent("openai", Operation.IMAGE, "gpt-image-1", request).text())
                .isEqualTo("{\"prompt\":\"p\",\"quality\":\"low\"}");
        assertThat(sent("openai", Operation.IMAGE, "dall-e-3", request).text()).isEqualTo(request);
    }

    @Test
    void takesOutWhatSdksSendBackOfEarlierAnswersWhereItIsRefused() {
        String message =
                "{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null,\"annotations\":[],\"audio\":null,\"function_call\":null}";
        String request = "{\"messages\":[" + message + "]}";
        String plain = "{\"messages\":[{\"role\":\"assistant\",\"content\":\"a\"}]}";

        assertThat(List.of("mistral", "groq", "cohere", "fireworks"))
                .allSatisfy(provider -> assertThat(
                                sent(provider, Operation.CHAT, "m", request).text())
                        .isEqualTo(plain));
        assertThat(sent("deepseek", Operation.CHAT, "m", request).text()).isEqualTo(request);
    }
}
