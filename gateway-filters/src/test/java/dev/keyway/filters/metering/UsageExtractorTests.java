package dev.keyway.filters.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.catalogue.usage.UsageStyle;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
    void whatIsBilledByUnitsIsNotKnownIfNobodyTellsIt() {
        assertThat(plain(UsageStyle.UNITS, "{\"data\":[]}").billing()).isEqualTo(new Billing.Unknown());
        assertThat(plain(UsageStyle.UNITS, "{\"usage\":{\"total_tokens\":0}}").billing())
                .isEqualTo(new Billing.Unknown());
        assertThat(plain(UsageStyle.UNITS, "{\"usage\":{\"total_tokens\":8}}").billing())
                .isEqualTo(new Billing.ByUsage());
    }

    /** What the response reports comes first, then what it has, then what the request asks for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"data":[{"url":"x"},{"url":"[{"}]}                     | IMAGE       | 4   | 2   | false
        {"data":[],"created":1}                                 | IMAGE       | 4   | 4   | false
        {"created":1,"other":[{"a":1}]}                         | IMAGE       | 4   | 4   | false
        {"text":"duration","duration":8.470000267028809}        | SECOND      | 30  | 9   | false
        {"duration": 1.2e1 ,"text":""}                          | SECOND      | 30  | 12  | false
        {"usage":{"type":"duration","seconds":9},"duration":12} | SECOND      | 30  | 9   | false
        {"text":"","x":{"duration":9}}                          | SECOND      | 30  | 30  | false
        {"duration":"9"}                                        | SECOND      | 30  | 30  | false
        {"duration":8.4}                                        | CHARACTER   | 30  | 30  | false
        {"results":[],"usage":{"billed_units":{"search_units":2}}} | SEARCH_UNIT | 1 | 2  | false
        """)
    void countsUnitsOfWholeResponses(String answer, Unit unit, long asked, long used, boolean estimated) {
        UsageExtractor.Reading reading = plain(UsageStyle.UNITS, answer, RequestUnits.of(unit, asked), true);

        assertThat(reading.usage()).isEqualTo(Usage.of(Map.of(unit, used)));
        assertThat(reading.estimated()).isEqualTo(estimated);
        assertThat(reading.billing()).isEqualTo(new Billing.ByUsage());
    }

    @Test
    void aResponseThatReportsTokensIsNotCountedInUnitsToo() {
        assertThat(plain(
                                UsageStyle.UNITS,
                                "{\"data\":[{}],\"usage\":{\"input_tokens\":8,\"output_tokens\":9}}",
                                RequestUnits.of(Unit.IMAGE, 1),
                                true)
                        .usage())
                .isEqualTo(Usage.of(8, 9));
    }

    @Test
    void unitsAreAnEstimateIfTheResponseIsCutOrTheRequestGivesAnEstimate() {
        assertThat(plain(UsageStyle.UNITS, "{\"data\":[{}", RequestUnits.of(Unit.IMAGE, 3), false))
                .isEqualTo(new UsageExtractor.Reading(
                        Usage.of(Map.of(Unit.IMAGE, 3L)), true, new Billing.ByUsage(), "standard"));
        assertThat(plain(UsageStyle.UNITS, "{\"text\":\"\"}", RequestUnits.about(Unit.SECOND, 3), true)
                        .estimated())
                .isTrue();
        assertThat(plain(UsageStyle.UNITS, "{\"text\":\"\"}", RequestUnits.about(Unit.SECOND, 0), true)
                        .billing())
                .isEqualTo(new Billing.Unknown());
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
        return meter.read(UsageStyle.INCLUSIVE, REQUEST_BYTES, RequestUnits.NONE, whole);
    }

    private static UsageExtractor.Reading plain(UsageStyle style, String answer) {
        return plain(style, answer, RequestUnits.NONE, true);
    }

    private static UsageExtractor.Reading plain(UsageStyle style, String answer, RequestUnits units, boolean whole) {
        UsageExtractor meter = new UsageExtractor(StreamStyle.OPENAI, false);
        meter.plain().feed(Unpooled.copiedBuffer(answer, StandardCharsets.UTF_8));
        return meter.read(style, REQUEST_BYTES, units, whole);
    }
}
