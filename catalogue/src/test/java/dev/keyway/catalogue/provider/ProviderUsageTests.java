package dev.keyway.catalogue.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.usage.Usage;
import dev.keyway.catalogue.usage.UsageAccumulator;
import dev.keyway.catalogue.usage.UsageReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each provider's answers say was used, read in the style of its declaration: the golden numbers. */
class ProviderUsageTests {

    private static Provider provider(String id) {
        KnownProviders known = new KnownProviders();
        return known.declare(id, known.find(id).isPresent() ? null : URI.create("http://localhost:1/v1"), null);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            openai     | CHAT      | {"prompt_tokens":1000,"completion_tokens":300,"total_tokens":1300,"prompt_tokens_details":{"cached_tokens":600,"cache_write_tokens":100,"audio_tokens":50},"completion_tokens_details":{"reasoning_tokens":120,"audio_tokens":30}} | 250 600 100 270 120 50 30
            openai     | RESPONSES | {"input_tokens":100,"input_tokens_details":{"cached_tokens":40},"output_tokens":20,"output_tokens_details":{"reasoning_tokens":15}} | 60 40 0 20 15 0 0
            openai     | EMBEDDING | {"prompt_tokens":8,"total_tokens":8} | 8 0 0 0 0 0 0
            azure      | CHAT      | {"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":64},"completion_tokens_details":{"reasoning_tokens":5}} | 36 64 0 20 5 0 0
            anthropic  | MESSAGES  | {"input_tokens":10,"cache_creation_input_tokens":300,"cache_read_input_tokens":2000,"output_tokens":50,"output_tokens_details":{"thinking_tokens":30}} | 10 2000 300 50 30 0 0
            anthropic  | CHAT      | {"prompt_tokens":12,"completion_tokens":5,"total_tokens":17} | 12 0 0 5 0 0 0
            gemini     | CHAT      | {"prompt_tokens":100,"completion_tokens":20,"total_tokens":500} | 100 0 0 400 380 0 0
            openrouter | CHAT      | {"prompt_tokens":18,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":2},"cost":0.0012,"cost_details":{"upstream_inference_cost":0.001}} | 10 8 0 5 2 0 0
            openrouter | MESSAGES  | {"input_tokens":10,"cache_read_input_tokens":20,"output_tokens":5} | 10 20 0 5 0 0 0
            mistral    | CHAT      | {"prompt_tokens":100,"completion_tokens":7,"total_tokens":107,"num_cached_tokens":64} | 36 64 0 7 0 0 0
            mistral    | CHAT      | {"prompt_tokens":100,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":64}} | 36 64 0 7 0 0 0
            groq       | CHAT      | {"queue_time":0.03,"prompt_tokens":18,"prompt_time":0.0007,"completion_tokens":5,"completion_time":0.4,"total_tokens":23,"total_time":0.4,"prompt_tokens_details":{"cached_tokens":4}} | 14 4 0 5 0 0 0
            deepseek   | CHAT      | {"prompt_tokens":100,"completion_tokens":70,"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36,"completion_tokens_details":{"reasoning_tokens":50}} | 36 64 0 70 50 0 0
            deepseek   | MESSAGES  | {"input_tokens":36,"cache_read_input_tokens":64,"cache_creation_input_tokens":0,"output_tokens":70} | 36 64 0 70 0 0 0
            xai        | CHAT      | {"prompt_tokens":100,"completion_tokens":9,"total_tokens":409,"prompt_tokens_details":{"cached_tokens":60},"completion_tokens_details":{"reasoning_tokens":300}} | 40 60 0 309 300 0 0
            xai        | CHAT      | {"prompt_tokens":100,"completion_tokens":9,"completion_tokens_details":{"reasoning_tokens":300}} | 100 0 0 309 300 0 0
            xai        | CHAT      | {"prompt_tokens":100,"completion_tokens":309,"total_tokens":409,"completion_tokens_details":{"reasoning_tokens":300}} | 100 0 0 309 300 0 0
            xai        | CHAT      | {"prompt_tokens":10,"completion_tokens":9,"total_tokens":19,"prompt_tokens_details":{"cached_tokens":60}} | 10 60 0 9 0 0 0
            xai        | RESPONSES | {"input_tokens":100,"output_tokens":309,"total_tokens":409,"output_tokens_details":{"reasoning_tokens":300}} | 100 0 0 309 300 0 0
            cohere     | CHAT      | {"prompt_tokens":12,"completion_tokens":3,"total_tokens":15} | 12 0 0 3 0 0 0
            cohere     | CHAT      | {"billed_units":{"input_tokens":12.0,"output_tokens":3.0},"tokens":{"input_tokens":500,"output_tokens":60}} | 12 0 0 3 0 0 0
            together   | CHAT      | {"prompt_tokens":12,"completion_tokens":3,"total_tokens":15,"cached_tokens":0} | 12 0 0 3 0 0 0
            fireworks  | CHAT      | {"prompt_tokens":12,"completion_tokens":3,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4}} | 8 4 0 3 0 0 0
            nvidia_nim | CHAT      | {"prompt_tokens":12,"completion_tokens":3,"total_tokens":15,"prompt_tokens_details":null} | 12 0 0 3 0 0 0
            vllm       | CHAT      | {"prompt_tokens":12,"completion_tokens":3,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4}} | 8 4 0 3 0 0 0
            ollama     | CHAT      | {"prompt_tokens":12,"completion_tokens":3,"total_tokens":15} | 12 0 0 3 0 0 0
            """)
    void countsWhatWasUsed(String id, Operation operation, String usage, String buckets) {
        String[] expected = buckets.split(" ", 7);
        byte[] json = usage.getBytes(StandardCharsets.UTF_8);

        assertThat(UsageReader.read(json, provider(id).usage(operation)))
                .contains(new Usage(
                        Long.parseLong(expected[0]),
                        Long.parseLong(expected[1]),
                        Long.parseLong(expected[2]),
                        0,
                        Long.parseLong(expected[3]),
                        Long.parseLong(expected[4]),
                        Long.parseLong(expected[5]),
                        Long.parseLong(expected[6]),
                        0));
    }

    @Test
    void runningTotalsCountByTheirLast() {
        UsageAccumulator parts = new UsageAccumulator(provider("nvidia_nim").usage(Operation.CHAT));
        parts.merge("{\"prompt_tokens\":12,\"completion_tokens\":1}".getBytes(StandardCharsets.UTF_8));
        parts.merge("{\"prompt_tokens\":12,\"completion_tokens\":9}".getBytes(StandardCharsets.UTF_8));

        assertThat(parts.usage()).contains(Usage.of(12, 9));
    }

    @ParameterizedTest
    @CsvSource({
        "openrouter, 0.0012, 1200000",
        "openrouter, 1.23E-5, 12300",
        "openrouter, 0, 0",
        "openrouter, -1, -1",
        "openrouter, 1e300, -1",
        "openai, 0.0012, -1",
        "xai, 0.0012, -1"
    })
    void onlyOpenRouterIsTakenAtItsWordForTheCost(String id, String cost, long nanos) {
        UsageAccumulator parts = new UsageAccumulator(provider(id).usage(Operation.CHAT));
        parts.merge(("{\"prompt_tokens\":1,\"cost\":" + cost + "}").getBytes(StandardCharsets.UTF_8));

        assertThat(parts.costNanos().orElse(-1)).isEqualTo(nanos);
    }
}
