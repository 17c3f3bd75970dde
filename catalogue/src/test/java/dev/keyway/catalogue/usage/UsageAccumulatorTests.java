package dev.keyway.catalogue.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UsageAccumulatorTests {

    @Test
    void anthropicsLaterNumbersOverwriteAndTheOthersStay() {
        UsageAccumulator accumulator = new UsageAccumulator(UsageStyle.ADDITIVE);

        merge(accumulator, """
                {"input_tokens": 25, "cache_creation_input_tokens": 100, "cache_read_input_tokens": 900,
                 "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 100}, "output_tokens": 1}""");
        assertThat(accumulator.usage()).contains(new Usage(25, 900, 0, 100, 1, 0, 0, 0, 0));

        merge(accumulator, "{\"output_tokens\": 40, \"input_tokens\": null}");
        merge(accumulator, "{\"output_tokens\": 55, \"server_tool_use\": {\"web_search_requests\": 1}}");

        assertThat(accumulator.usage()).contains(new Usage(25, 900, 0, 100, 55, 0, 0, 0, 1));
    }

    @Test
    void runningTotalsAreNotAddedUp() {
        UsageAccumulator accumulator = new UsageAccumulator(UsageStyle.TOTAL_MINUS_PROMPT);

        merge(accumulator, "{\"prompt_tokens\": 10, \"completion_tokens\": 0, \"total_tokens\": 60}");
        merge(accumulator, "{\"prompt_tokens\": 10, \"completion_tokens\": 5, \"total_tokens\": 90}");

        assertThat(accumulator.usage()).contains(new Usage(10, 0, 0, 0, 80, 75, 0, 0, 0));
    }

    @Test
    void knowsNothingUntilANumberCame() {
        UsageAccumulator accumulator = new UsageAccumulator(UsageStyle.INCLUSIVE);

        merge(accumulator, "null");
        merge(accumulator, "{\"prompt_tokens\":");
        assertThat(accumulator.usage()).isEmpty();

        merge(accumulator, "{\"prompt_tokens\": 4, \"completion_tokens\": 2}");
        merge(accumulator, "nonsense");
        assertThat(accumulator.usage()).contains(Usage.of(4, 2));
    }

    private static void merge(UsageAccumulator accumulator, String json) {
        accumulator.merge(json.getBytes(StandardCharsets.UTF_8));
    }
}
