package dev.keyway.filters.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.catalogue.usage.UsageStyle;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is booked for an answer, whatever of its usage the provider reports. */
class UsageExtractorTests {

    private static final int REQUEST_BYTES = 400;
    private static final String WORD = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word\"}}]}\n\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        -                                                                | 100 | 10 | true
        {"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}       | 100 | 10 | true
        {"completion_tokens":15}                                         | 100 | 15 | true
        {"prompt_tokens":0,"completion_tokens":15}                       | 100 | 15 | true
        {"prompt_tokens":9}                                              | 9   | 10 | true
        {"prompt_tokens":9,"completion_tokens":0,"total_tokens":9}       | 9   | 10 | true
        {"prompt_tokens":9,"total_tokens":12}                            | 9   | 3  | false
        {"prompt_tokens":9,"completion_tokens":3}                        | 9   | 3  | false
        """)
    void whatAWholeStreamDoesNotReportIsEstimated(String usage, long prompt, long completion, boolean estimated) {
        String end = usage == null ? "" : "data: {\"choices\":[],\"usage\":" + usage + "}\n\n";

        UsageExtractor.Reading reading = stream(WORD.repeat(10) + end + "data: [DONE]\n\n", true);

        assertThat(reading.usage()).isEqualTo(Usage.of(prompt, completion));
        assertThat(reading.estimated()).isEqualTo(estimated);
    }

    @Test
    void aCutStreamIsBookedByItsTextAlone() {
        UsageExtractor.Reading reading = stream(WORD.repeat(20), false);

        assertThat(reading.usage()).isEqualTo(Usage.of(100, 20));
        assertThat(reading.estimated()).isTrue();
    }

    @Test
    void aCutStreamIsBookedByWhatItReportedIfThatIsMore() {
        UsageExtractor.Reading reading =
                stream(WORD.replace("}]}", "}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":50}}"), false);

        assertThat(reading.usage()).isEqualTo(Usage.of(9, 50));
        assertThat(reading.estimated()).isTrue();
    }

    @Test
    void whatIsBilledByUnitsIsNotKnownUnlessItIsReported() {
        assertThat(plain(UsageStyle.UNITS, "{\"data\":[]}").billing()).isEqualTo(new Billing.Unknown());
        assertThat(plain(UsageStyle.UNITS, "{\"usage\":{\"total_tokens\":0}}").billing())
                .isEqualTo(new Billing.Unknown());
        assertThat(plain(UsageStyle.UNITS, "{\"usage\":{\"total_tokens\":8}}").billing())
                .isEqualTo(new Billing.ByUsage());
    }

    @Test
    void anEmbeddingHasNoOutput() {
        UsageExtractor.Reading reading =
                plain(UsageStyle.INCLUSIVE, "{\"data\":[{\"embedding\":[0.5]}],\"usage\":{\"total_tokens\":8}}");

        assertThat(reading.usage()).isEqualTo(Usage.of(8, 0));
        assertThat(reading.estimated()).isFalse();
    }

    private static UsageExtractor.Reading stream(String events, boolean whole) {
        UsageExtractor meter = new UsageExtractor(StreamStyle.OPENAI, false);
        meter.stream()
                .feed(Unpooled.copiedBuffer(events, StandardCharsets.UTF_8))
                .release();
        return meter.read(UsageStyle.INCLUSIVE, REQUEST_BYTES, whole);
    }

    private static UsageExtractor.Reading plain(UsageStyle style, String answer) {
        UsageExtractor meter = new UsageExtractor(StreamStyle.OPENAI, false);
        meter.plain().feed(Unpooled.copiedBuffer(answer, StandardCharsets.UTF_8));
        return meter.read(style, REQUEST_BYTES, true);
    }
}
