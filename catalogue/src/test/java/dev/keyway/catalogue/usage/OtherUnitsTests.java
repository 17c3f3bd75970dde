package dev.keyway.catalogue.usage;

import static dev.keyway.catalogue.usage.UsageStyle.INCLUSIVE;
import static dev.keyway.catalogue.usage.UsageStyle.REASONING_APART;
import static dev.keyway.catalogue.usage.UsageStyle.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden numbers of what is billed by other units than text tokens, as providers report it. */
class OtherUnitsTests {

    /** The example of OpenAI's API reference for images. */
    @Test
    void imagesReportTokensOfTextAndOfImages() {
        assertThat(read(UNITS, """
                {"total_tokens": 100, "input_tokens": 50, "output_tokens": 50,
                 "input_tokens_details": {"text_tokens": 10, "image_tokens": 40}}""")).isEqualTo(new Usage(10, 0, 0, 0, 50, 0, 0, 0, 0, Map.of(Unit.IMAGE_INPUT, 40L)));
        assertThat(read(UNITS, """
                {"input_tokens": 50, "output_tokens": 4200, "output_tokens_details": {"text_tokens": 40, "image_tokens": 4160}}"""))
                .isEqualTo(new Usage(50, 0, 0, 0, 40, 0, 0, 0, 0, Map.of(Unit.IMAGE_OUTPUT, 4160L)));
    }

    @Test
    void anImageThatIsSentToAChatIsOrdinaryInput() {
        assertThat(read(INCLUSIVE, """
                {"prompt_tokens": 50, "completion_tokens": 5, "input_tokens_details": {"image_tokens": 40}}""")).isEqualTo(Usage.of(50, 5));
    }

    @Test
    void geminisImagesAreApartFromItsText() {
        assertThat(read(REASONING_APART, """
                {"promptTokenCount": 8, "candidatesTokenCount": 1300,
                 "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1290}]}"""))
                .isEqualTo(new Usage(8, 0, 0, 0, 10, 0, 0, 0, 0, Map.of(Unit.IMAGE_OUTPUT, 1290L)));
    }

    /** OpenAI, OpenRouter, Mistral. A second that has begun counts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type": "duration", "seconds": 9}      | 9
            {"type": "duration", "seconds": 8.47}   | 9
            {"seconds": 0.01}                       | 1
            {"seconds": 1e300}                      | 0
            {"seconds": -4}                         | 0
            {"prompt_audio_seconds": 203}           | 203
            """)
    void transcriptsReportSeconds(String usage, long seconds) {
        assertThat(UsageReader.read(usage.getBytes(StandardCharsets.UTF_8), UNITS)
                        .orElse(Usage.ZERO))
                .isEqualTo(Usage.of(Map.of(Unit.SECOND, seconds)));
    }

    @Test
    void aTranscriptByTokensHasAudioTokens() {
        assertThat(read(UNITS, """
                {"type": "tokens", "input_tokens": 14, "input_token_details": {"text_tokens": 0, "audio_tokens": 14},
                 "output_tokens": 45, "total_tokens": 59}""")).isEqualTo(new Usage(0, 0, 0, 0, 45, 0, 14, 0, 0));
    }

    /** The example of Cohere's API reference for rerank. */
    @Test
    void rerankingsReportSearchUnits() {
        assertThat(read(UNITS, """
                {"api_version": {"version": "2"}, "billed_units": {"search_units": 1}}""")).isEqualTo(Usage.of(Map.of(Unit.SEARCH_UNIT, 1L)));
    }

    /** As xAI reports them. */
    @Test
    void callsOfHostedToolsAreUnits() {
        assertThat(read(REASONING_APART, """
                {"prompt_tokens": 8, "completion_tokens": 5, "num_server_side_tools_used": 21,
                 "server_side_tool_usage_details": {"web_search_calls": 1, "x_search_calls": 2, "code_interpreter_calls": 3,
                   "file_search_calls": 4, "document_search_calls": 5, "image_generation_calls": 6, "mcp_calls": 7}}"""))
                .isEqualTo(new Usage(
                        8,
                        0,
                        0,
                        0,
                        5,
                        0,
                        0,
                        0,
                        3,
                        Map.of(Unit.CODE_INTERPRETER, 3L, Unit.FILE_SEARCH, 9L, Unit.IMAGE, 6L)));
    }

    @Test
    void aRerankingIsNotBilledByTheTokensThatItReadToo() {
        assertThat(read(UNITS, """
                {"billed_units": {"search_units": 1}, "tokens": {"input_tokens": 300}}""")).isEqualTo(Usage.of(Map.of(Unit.SEARCH_UNIT, 1L)));
    }

    @Test
    void imageTokensArePartOfTheTokensOfACall() {
        Usage usage = new Usage(1, 0, 0, 0, 2, 0, 0, 0, 0, Map.of(Unit.IMAGE_INPUT, 4L, Unit.IMAGE_OUTPUT, 8L));

        assertThat(usage.promptTokens()).isEqualTo(5);
        assertThat(usage.completionTokens()).isEqualTo(10);
    }

    @Test
    void unitsAddUpWithoutZerosAndAreNeverNegative() {
        Usage images = Usage.of(Map.of(Unit.IMAGE, 2L, Unit.SECOND, 0L));

        assertThat(images.units()).isEqualTo(Map.of(Unit.IMAGE, 2L));
        assertThat(images.plus(images).plus(Usage.of(1, 1)).units(Unit.IMAGE)).isEqualTo(4);
        assertThat(Usage.of(Map.of(Unit.IMAGE, 0L))).isEqualTo(Usage.ZERO);
        assertThatIllegalArgumentException().isThrownBy(() -> Usage.of(Map.of(Unit.IMAGE, -1L)));
    }

    private static Usage read(UsageStyle style, String json) {
        return UsageReader.read(json.getBytes(StandardCharsets.UTF_8), style).orElseThrow();
    }
}
