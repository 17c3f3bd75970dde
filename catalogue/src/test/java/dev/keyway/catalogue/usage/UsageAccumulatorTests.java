package dev.keyway.catalogue.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void whatALaterReportRepeatsAsZeroStays() {
        UsageAccumulator accumulator = new UsageAccumulator(UsageStyle.ADDITIVE);

        merge(accumulator, "{\"input_tokens\": 25, \"cache_read_input_tokens\": 100, \"output_tokens\": 1}");
        merge(accumulator, "{\"input_tokens\": 0, \"cache_read_input_tokens\": 0, \"output_tokens\": 15}");

        assertThat(accumulator.usage()).contains(new Usage(25, 100, 0, 0, 15, 0, 0, 0, 0));
    }

    @Test
    void aLaterReportThatKnowsTheCacheReplacesAnInputThatDidNot() {
        UsageAccumulator accumulator = new UsageAccumulator(UsageStyle.ADDITIVE);

        merge(accumulator, "{\"input_tokens\": 120, \"cache_read_input_tokens\": 0, \"output_tokens\": 0}");
        merge(accumulator, "{\"input_tokens\": 0, \"cache_read_input_tokens\": 120, \"output_tokens\": 15}");

        assertThat(accumulator.usage()).contains(new Usage(0, 120, 0, 0, 15, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        INCLUSIVE          | {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12, "prompt_tokens_details": {"cached_tokens": 4}}
        INCLUSIVE          | {"input_tokens": 9, "output_tokens": 3, "output_tokens_details": {"reasoning_tokens": 2}}
        INCLUSIVE          | {"billed_units": {"input_tokens": 9, "output_tokens": 3}}
        INCLUSIVE          | {"total_tokens": 8}
        ADDITIVE           | {"input_tokens": 9, "cache_creation_input_tokens": 5, "cache_read_input_tokens": 4, "output_tokens": 3}
        ADDITIVE           | {"inputTokens": 9, "outputTokens": 3, "totalTokens": 12}
        TOTAL_MINUS_PROMPT | {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 30}
        REASONING_APART    | {"promptTokenCount": 9, "candidatesTokenCount": 3, "thoughtsTokenCount": 2, "totalTokenCount": 14}
        UNITS              | {"input_tokens": 9, "output_tokens": 3, "total_tokens": 12}
        """)
    void aReportOfZerosChangesNothingWhereverItStands(UsageStyle style, String report) {
        String zeros = report.replaceAll("\\d+", "0");
        Usage usage = read(style, report);

        assertThat(usage.promptTokens()).isPositive();
        assertThat(read(style, report, zeros)).isEqualTo(usage);
        assertThat(read(style, zeros, report)).isEqualTo(usage);
        assertThat(read(style, report, report)).isEqualTo(usage);
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

    private static Usage read(UsageStyle style, String... reports) {
        UsageAccumulator accumulator = new UsageAccumulator(style);
        for (String report : reports) {
            merge(accumulator, report);
        }
        return accumulator.usage().orElseThrow();
    }

    private static void merge(UsageAccumulator accumulator, String json) {
        accumulator.merge(json.getBytes(StandardCharsets.UTF_8));
    }
}
