package dev.keyway.filters.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiGrammarTests {

    private static final String HI = chunk("{\"text\":\"hi\"}", "");
    private static final String STOP = chunk("{\"text\":\"\"}", ",\"finishReason\":\"STOP\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"usageMetadata\":{\"promptTokenCount\":3}}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"}}]}",
                "{\"candidates\":[]}",
                "{\"candidates\":[7,null]}",
                "{\"promptFeedback\":{}}"
            })
    void waitsWhileNothingIsSaid(String data) {
        assertThat(run(event(data)).state()).isEqualTo(StreamState.WAITING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"a\"}",
                "{\"functionCall\":{\"name\":\"f\",\"args\":{}}}",
                "{\"inlineData\":{\"data\":\"AA\"}}"
            })
    void takesAnythingSaidForContent(String part) {
        assertThat(run(chunk(part, "")).state()).isEqualTo(StreamState.CONTENT);
    }

    @Test
    void isWholeWithAReasonAndTruncatedWithout() {
        assertThat(run(HI + STOP).state()).isEqualTo(StreamState.COMPLETE);
        assertThat(run(HI + HI).state()).isEqualTo(StreamState.CONTENT);
        assertThat(run(STOP + event("{\"usageMetadata\":{\"promptTokenCount\":3}}"))
                        .state())
                .isEqualTo(StreamState.COMPLETE);
    }

    @Test
    void isWholeWithABlockedPrompt() {
        String blocked = event("{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}}");

        assertThat(run(blocked).state()).isEqualTo(StreamState.COMPLETE);
        assertThat(run(blocked).out()).isEqualTo(blocked);
    }

    @Test
    void passesByteForByteAndKeepsTheUsage() {
        FramerRun run = run(HI + STOP);

        assertThat(run.out()).isEqualTo(HI + STOP);
        assertThat(run.usage()).containsOnly("{\"promptTokenCount\":2,\"candidatesTokenCount\":1}");
        assertThat(run.events()).isEqualTo(2);
    }

    @Test
    void stopsAtAnError() {
        FramerRun run = run(HI + event("{\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\"}}") + HI);

        assertThat(run.state()).isEqualTo(StreamState.FAILED);
        assertThat(run.out()).isEqualTo(HI);
        assertThat(run.error()).contains("UNAVAILABLE");
    }

    @Test
    void isWholeWhereTheLastChunkIsTooLongToBeHeld() {
        String image =
                chunk("{\"inlineData\":{\"data\":\"" + "A".repeat(100_000) + "\"}}", ",\"finishReason\":\"STOP\"");
        byte[] bytes = image.getBytes(StandardCharsets.UTF_8);
        List<byte[]> halves = List.of(
                java.util.Arrays.copyOf(bytes, 80_000), java.util.Arrays.copyOfRange(bytes, 80_000, bytes.length));

        FramerRun run = FramerRun.of(EventFramer.of(StreamGrammar.gemini()), halves);

        assertThat(run.state()).isEqualTo(StreamState.COMPLETE);
        assertThat(run.out()).isEqualTo(image);
        assertThat(run.usage()).hasSize(1);
    }

    private static FramerRun run(String stream) {
        return FramerRun.of(StreamGrammar.gemini(), stream);
    }

    private static String chunk(String part, String reason) {
        return event("{\"candidates\":[{\"content\":{\"parts\":[" + part + "],\"role\":\"model\"}" + reason
                + ",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":2,\"candidatesTokenCount\":1}}");
    }

    private static String event(String data) {
        return "data: " + data + "\r\n\r\n";
    }
}
