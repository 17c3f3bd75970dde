package dev.keyway.catalogue.usage;

import static dev.keyway.catalogue.usage.UsageStyle.ADDITIVE;
import static dev.keyway.catalogue.usage.UsageStyle.INCLUSIVE;
import static dev.keyway.catalogue.usage.UsageStyle.REASONING_APART;
import static dev.keyway.catalogue.usage.UsageStyle.TOTAL_MINUS_PROMPT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden numbers: one for each way in which a provider spells usage. */
class UsageReaderTests {

    @Test
    void openAiChatIncludesCacheAudioAndReasoning() {
        assertThat(read(INCLUSIVE, """
                {"prompt_tokens": 1000, "completion_tokens": 300, "total_tokens": 1300,
                 "prompt_tokens_details": {"cached_tokens": 600, "cache_write_tokens": 100, "audio_tokens": 50},
                 "completion_tokens_details": {"reasoning_tokens": 120, "audio_tokens": 30,
                   "accepted_prediction_tokens": 5, "rejected_prediction_tokens": 7}}""")).isEqualTo(new Usage(250, 600, 100, 0, 270, 120, 50, 30, 0));
    }

    @Test
    void openAiResponsesSpellItOtherwise() {
        assertThat(read(INCLUSIVE, """
                {"input_tokens": 100, "input_tokens_details": {"cached_tokens": 40, "cache_write_tokens": 10},
                 "output_tokens": 20, "output_tokens_details": {"reasoning_tokens": 15}, "total_tokens": 120}""")).isEqualTo(new Usage(50, 40, 10, 0, 20, 15, 0, 0, 0));
    }

    @Test
    void anEmbeddingHasInputOnly() {
        assertThat(read(INCLUSIVE, "{\"prompt_tokens\": 8, \"total_tokens\": 8}"))
                .isEqualTo(Usage.of(8, 0));
    }

    /** What is left out follows from the total; what a provider reports under two names counts once, the larger. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        INCLUSIVE | {"total_tokens": 8}                                                                            | 8  | 0
        INCLUSIVE | {"total_tokens": 8, "prompt_tokens": 0}                                                        | 8  | 0
        INCLUSIVE | {"prompt_tokens": 5, "total_tokens": 8}                                                        | 5  | 3
        INCLUSIVE | {"completion_tokens": 3, "total_tokens": 8}                                                    | 5  | 3
        INCLUSIVE | {"prompt_tokens": 5, "completion_tokens": 3, "input_tokens": 0, "output_tokens": 0}            | 5  | 3
        INCLUSIVE | {"input_tokens": 0, "output_tokens": 0, "prompt_tokens": 5, "completion_tokens": 3}            | 5  | 3
        INCLUSIVE | {"tokens": {"input_tokens": 5, "output_tokens": 3}}                                            | 5  | 3
        INCLUSIVE | {"prompt_tokens": 5, "completion_tokens": 3, "total_tokens": 8, "cached_tokens": 4}            | 5  | 3
        ADDITIVE  | {"inputTokens": 5, "cacheReadInputTokens": 2, "totalTokens": 10}                               | 7  | 3
        UNITS     | {"total_tokens": 8}                                                                            | 8  | 0
        """)
    void readsWhatIsLeftOutFromTheTotal(UsageStyle style, String json, long prompt, long completion) {
        Usage usage = read(style, json);

        assertThat(usage.promptTokens()).isEqualTo(prompt);
        assertThat(usage.completionTokens()).isEqualTo(completion);
    }

    @Test
    void anthropicCountsCacheApart() {
        assertThat(read(ADDITIVE, """
                {"input_tokens": 10, "cache_creation_input_tokens": 300, "cache_read_input_tokens": 2000,
                 "cache_creation": {"ephemeral_5m_input_tokens": 200, "ephemeral_1h_input_tokens": 100},
                 "output_tokens": 50, "output_tokens_details": {"thinking_tokens": 30},
                 "server_tool_use": {"web_search_requests": 2, "web_fetch_requests": 1},
                 "service_tier": "standard", "inference_geo": "not_available"}""")).isEqualTo(new Usage(10, 2000, 200, 100, 50, 30, 0, 0, 2));
    }

    @Test
    void anthropicWithoutTheSplitWroteForFiveMinutes() {
        assertThat(read(ADDITIVE, """
                {"input_tokens": 10, "cache_creation_input_tokens": 300, "cache_read_input_tokens": 0,
                 "output_tokens": 50}""")).isEqualTo(new Usage(10, 0, 300, 0, 50, 0, 0, 0, 0));
    }

    @Test
    void anthropicsCompatibleEndpointReadsInItsStyleToo() {
        assertThat(read(ADDITIVE, """
                {"prompt_tokens": 12, "completion_tokens": 5, "total_tokens": 17,
                 "prompt_tokens_details": null, "completion_tokens_details": null}""")).isEqualTo(Usage.of(12, 5));
    }

    @Test
    void geminiCompatibleBillsThinkingThatCompletionLeavesOut() {
        assertThat(read(
                        TOTAL_MINUS_PROMPT,
                        "{\"prompt_tokens\": 100, \"completion_tokens\": 20, \"total_tokens\": 500}"))
                .isEqualTo(new Usage(100, 0, 0, 0, 400, 380, 0, 0, 0));
    }

    @Test
    void geminiCompatibleWithThinkingIncludedStaysAsItIs() {
        assertThat(read(TOTAL_MINUS_PROMPT, """
                {"prompt_tokens": 100, "completion_tokens": 400, "total_tokens": 500,
                 "prompt_tokens_details": {"cached_tokens": 64}, "completion_tokens_details": {"reasoning_tokens": 380}}""")).isEqualTo(new Usage(36, 64, 0, 0, 400, 380, 0, 0, 0));
    }

    @Test
    void geminiCompatibleWithoutATotalCountsTheCompletion() {
        assertThat(read(TOTAL_MINUS_PROMPT, "{\"prompt_tokens\": 100, \"completion_tokens\": 20}"))
                .isEqualTo(Usage.of(100, 20));
    }

    @Test
    void geminiNativeAddsThoughtsAndToolPromptsAndKnowsAudio() {
        assertThat(read(REASONING_APART, """
                {"promptTokenCount": 1000, "cachedContentTokenCount": 400, "candidatesTokenCount": 50,
                 "thoughtsTokenCount": 200, "toolUsePromptTokenCount": 30, "totalTokenCount": 1280,
                 "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 750}, {"tokenCount": 250, "modality": "AUDIO"}],
                 "candidatesTokensDetails": [{"modality": "TEXT", "tokenCount": 50}]}""")).isEqualTo(new Usage(380, 400, 0, 0, 250, 200, 250, 0, 0));
    }

    @Test
    void xaiAddsReasoningToTheCompletion() {
        assertThat(read(REASONING_APART, """
                {"prompt_tokens": 100, "completion_tokens": 9, "total_tokens": 409,
                 "prompt_tokens_details": {"cached_tokens": 60}, "completion_tokens_details": {"reasoning_tokens": 300}}""")).isEqualTo(new Usage(40, 60, 0, 0, 309, 300, 0, 0, 0));
    }

    @Test
    void xaiWithMoreCachedThanSentCountsCacheApart() {
        assertThat(read(REASONING_APART, """
                {"prompt_tokens": 10, "completion_tokens": 9, "prompt_tokens_details": {"cached_tokens": 60}}""")).isEqualTo(new Usage(10, 60, 0, 0, 9, 0, 0, 0, 0));
    }

    @Test
    void deepSeekNamesItsCacheHits() {
        assertThat(read(INCLUSIVE, """
                {"prompt_tokens": 100, "completion_tokens": 7, "prompt_cache_hit_tokens": 64,
                 "prompt_cache_miss_tokens": 36}""")).isEqualTo(new Usage(36, 64, 0, 0, 7, 0, 0, 0, 0));
    }

    @Test
    void mistralNamesItsCachedTokensBesideTheOthers() {
        assertThat(read(INCLUSIVE, """
                {"prompt_tokens": 100, "completion_tokens": 7, "num_cached_tokens": 64}""")).isEqualTo(new Usage(36, 64, 0, 0, 7, 0, 0, 0, 0));
    }

    @Test
    void groqAddsTimingsAndOpenRouterItsOwnCost() {
        assertThat(read(INCLUSIVE, """
                {"queue_time": 0.037, "prompt_tokens": 18, "prompt_time": 0.0007, "completion_tokens": 5,
                 "completion_time": 0.46, "total_tokens": 23, "total_time": 0.47,
                 "cost": 0.0012, "cost_details": {"upstream_inference_cost": null}, "is_byok": false}""")).isEqualTo(Usage.of(18, 5));
    }

    @Test
    void cohereBillsInDoublesAndNotWhatItRead() {
        assertThat(read(INCLUSIVE, """
                {"billed_units": {"input_tokens": 12.0, "output_tokens": 3.0},
                 "tokens": {"input_tokens": 500, "output_tokens": 60}}""")).isEqualTo(Usage.of(12, 3));
    }

    @Test
    void bedrockConverseCountsCacheApart() {
        assertThat(read(ADDITIVE, """
                {"inputTokens": 10, "outputTokens": 5, "totalTokens": 115, "cacheReadInputTokens": 80,
                 "cacheWriteInputTokens": 20}""")).isEqualTo(new Usage(10, 80, 20, 0, 5, 0, 0, 0, 0));
    }

    @Test
    void moreCachedThanSentLeavesNothingFreshButIsNeverNegative() {
        assertThat(read(INCLUSIVE, """
                {"prompt_tokens": 10, "completion_tokens": 1, "prompt_tokens_details": {"cached_tokens": 60}}""")).isEqualTo(new Usage(0, 60, 0, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void moreReasoningThanOutputIsCutToTheOutput() {
        assertThat(read(INCLUSIVE, """
                {"prompt_tokens": 1, "completion_tokens": 5, "completion_tokens_details": {"reasoning_tokens": 9}}""")).isEqualTo(new Usage(1, 0, 0, 0, 5, 5, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5",
                "-0.5",
                "\"7\"",
                "null",
                "true",
                "[3]",
                "{\"a\": 3}",
                "1e300",
                "1e99999",
                "99999999999999999999",
                "1000000000001"
            })
    void whatIsNoCountCountsAsNotSent(String value) {
        assertThat(read(INCLUSIVE, "{\"prompt_tokens\": " + value + ", \"completion_tokens\": 3}"))
                .isEqualTo(Usage.of(0, 3));
    }

    @Test
    void aNumberOfThousandsOfDigitsIsNoCount() {
        String number = "9".repeat(5_000);

        assertThat(read(INCLUSIVE, "{\"prompt_tokens\": " + number + ", \"completion_tokens\": 3}"))
                .isEqualTo(Usage.of(0, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{}",
                "[]",
                "7",
                "\"usage\"",
                "{\"a\": 1}",
                "{\"prompt_tokens\": null}",
                "nonsense",
                "{"
            })
    void whatHoldsNoNumberIsNoUsage(String json) {
        assertThat(UsageReader.read(bytes(json), INCLUSIVE)).isEmpty();
    }

    @Test
    void zeroTokensAreUsage() {
        assertThat(read(INCLUSIVE, "{\"prompt_tokens\": 0, \"completion_tokens\": 0}"))
                .isEqualTo(Usage.ZERO);
    }

    @ParameterizedTest
    @EnumSource(UsageStyle.class)
    void aTextThatIsCutAnywhereNeverThrows(UsageStyle style) {
        byte[] whole = bytes("""
                {"prompt_tokens": 1000, "x": [[{"modality": [1], "tokenCount": "a"}], 5], "total_tokens": 1300,
                 "prompt_tokens_details": {"cached_tokens": 600, "deeper": {"audio_tokens": 50}}, "completion_tokens": 3}""");
        for (int length = 0; length <= whole.length; length++) {
            UsageReader.read(whole, 0, length, style)
                    .ifPresent(usage -> assertThat(usage.promptTokens()).isBetween(0L, 1600L));
        }
    }

    @Test
    void readsAPartOfALargerArray() {
        byte[] event = bytes("data: {\"usage\": {\"prompt_tokens\": 3, \"completion_tokens\": 4}}\n\n");
        int start = "data: {\"usage\": ".length();

        assertThat(UsageReader.read(event, start, event.length - start - 3, INCLUSIVE))
                .contains(Usage.of(3, 4));
    }

    private static Usage read(UsageStyle style, String json) {
        return UsageReader.read(bytes(json), style).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
