package dev.keyway.filters.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Images, speech and transcripts as OpenAI streams them. */
class MediaStreamTests {

    private static final StreamGrammar MEDIA = StreamGrammar.openAiMedia();

    private static final String TRANSCRIPT = """
            data: {"type":"transcript.text.delta","delta":"Hel"}

            data: {"type":"transcript.text.delta","delta":"lo"}

            data: {"type":"transcript.text.done","text":"Hello","usage":{"type":"tokens","input_tokens":14,"output_tokens":2}}

            """;
    private static final String SPEECH = """
            event: speech.audio.delta
            data: {"type":"speech.audio.delta","audio":"SUQz"}

            event: speech.audio.done
            data: {"type":"speech.audio.done","usage":{"input_tokens":3,"output_tokens":9}}

            """;
    private static final String DONE = """
            data: [DONE]

            """;

    @Test
    void passesAWholeStreamAndReadsItsUsage() {
        assertThat(FramerRun.of(MEDIA, TRANSCRIPT).out()).isEqualTo(TRANSCRIPT);
        assertThat(FramerRun.of(MEDIA, TRANSCRIPT).state()).isEqualTo(StreamState.COMPLETE);
        assertThat(FramerRun.of(MEDIA, TRANSCRIPT).usage())
                .containsExactly("{\"type\":\"tokens\",\"input_tokens\":14,\"output_tokens\":2}");
        assertThat(FramerRun.of(MEDIA, SPEECH + DONE).out()).isEqualTo(SPEECH + DONE);
        assertThat(FramerRun.of(MEDIA, SPEECH + DONE).usage())
                .containsExactly("{\"input_tokens\":3,\"output_tokens\":9}");
    }

    @Test
    void readsTheSameWhereverTheStreamIsCut() {
        byte[] bytes = SPEECH.getBytes(StandardCharsets.UTF_8);
        FramerRun whole = FramerRun.of(MEDIA, SPEECH);
        for (int at = 0; at <= bytes.length; at++) {
            assertThat(FramerRun.of(EventFramer.of(MEDIA), Chunks.cut(bytes, at)))
                    .isEqualTo(whole);
        }
    }

    @Test
    void isNotCompleteBeforeItSaysThatItIsDone() {
        String torn = TRANSCRIPT.substring(0, TRANSCRIPT.indexOf("data: {\"type\":\"transcript.text.done\""));
        assertThat(FramerRun.of(MEDIA, torn).state()).isEqualTo(StreamState.CONTENT);
    }

    @Test
    void passesEveryImageOfSeveral() {
        String image = image("image_generation.partial_image", 10, "") + image("image_generation.completed", 10, "");
        FramerRun two = FramerRun.of(MEDIA, image + image);
        assertThat(two.out()).isEqualTo(image + image);
        assertThat(two.state()).isEqualTo(StreamState.COMPLETE);
    }

    @Test
    void completesWithAnImageTooLongToBeHeld() {
        String usage = ",\"usage\":{\"input_tokens\":5,\"output_tokens\":4160}";
        String stream = image("image_generation.partial_image", 300_000, "")
                + image("image_generation.completed", 300_000, usage);
        for (int size : List.of(1_000, 64_000, 1_000_000)) {
            FramerRun run = FramerRun.of(EventFramer.of(MEDIA), pieces(stream, size));
            assertThat(run.out()).isEqualTo(stream);
            assertThat(run.state()).isEqualTo(StreamState.COMPLETE);
            assertThat(run.usage()).containsExactly("{\"input_tokens\":5,\"output_tokens\":4160}");
        }
    }

    @Test
    void stopsAtAnError() {
        FramerRun run = FramerRun.of(MEDIA, """
                event: error
                data: {"type":"error","error":{"code":"server_error","message":"no"}}

                """);
        assertThat(run.state()).isEqualTo(StreamState.FAILED);
        assertThat(run.out()).isEmpty();
    }

    private static String image(String type, int length, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"b64_json\":\"" + "A".repeat(length) + "\""
                + more + "}\n\n";
    }

    private static List<byte[]> pieces(String text, int size) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return java.util.stream.IntStream.iterate(0, at -> at < bytes.length, at -> at + size)
                .mapToObj(at -> java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)))
                .toList();
    }
}
