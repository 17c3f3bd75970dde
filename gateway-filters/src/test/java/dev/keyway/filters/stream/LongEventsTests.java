package dev.keyway.filters.stream;

import static dev.keyway.filters.stream.Chunks.buffer;
import static dev.keyway.filters.stream.Chunks.pieces;
import static dev.keyway.filters.stream.Chunks.text;
import static dev.keyway.filters.stream.GoldenStreams.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongEventsTests {

    private static final String HI = chunk("{\"content\":\"Hi\"}", "null");
    private static final String ERROR = "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}\n\n";

    @Test
    void letsALongEventGoOnAsItComes() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAi());
        String image = chunk("{\"content\":\"" + "x".repeat(1_000_000) + "\"}", "null");
        StringBuilder out = new StringBuilder();
        int largestDelay = 0;
        for (int at = 0; at < image.length(); at += 10_000) {
            out.append(text(framer.feed(buffer(image.substring(at, Math.min(image.length(), at + 10_000))))));
            largestDelay = Math.max(largestDelay, Math.min(image.length(), at + 10_000) - out.length());
            assertThat(framer.midEvent()).isEqualTo(!out.isEmpty() && out.length() < image.length());
        }

        assertThat(out.toString()).isEqualTo(image);
        assertThat(largestDelay).isLessThanOrEqualTo(EventFramer.LONGEST_HELD);
        assertThat(framer.state()).isEqualTo(StreamState.CONTENT);
        assertThat(framer.tally()).isEqualTo(new StreamTally(1, 1, 1, 1_000_000));
        assertThat(text(framer.feed(buffer(ERROR)))).isEmpty();
        assertThat(framer.state()).isEqualTo(StreamState.FAILED);
    }

    @Test
    void aLineWithoutEndIsTruncatedInTheMiddleOfAnEvent() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAi());
        for (int i = 0; i < 100; i++) {
            framer.feed(buffer(i == 0 ? "data: {\"choices\":[{\"delta\":{\"content\":\"" : "x".repeat(4096)))
                    .release();
        }
        framer.finish().release();

        assertThat(framer.midEvent()).isTrue();
        assertThat(framer.state()).isEqualTo(StreamState.CONTENT);
    }

    @Test
    void findsTheUsageInALongFinalEvent() {
        String item = "{\"type\":\"message\",\"content\":\"" + "y".repeat(200_000) + "\\\"usage\\\":{\"}";
        String stream = GoldenStreams.RESPONSES.replace("\"tools\":[", "\"output\":[" + item + "],\"tools\":[");
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 20; seed++) {
            FramerRun run =
                    FramerRun.of(EventFramer.of(StreamGrammar.openAiResponses()), pieces(bytes, new Random(seed)));

            assertThat(run.out()).isEqualTo(stream);
            assertThat(run.usage()).containsExactly("{\"input_tokens\":4,\"output_tokens\":2}");
            assertThat(run.state()).isEqualTo(StreamState.COMPLETE);
        }
    }

    @Test
    void aLongEventThatFinishesTheAnswerEndsAStreamWithoutTerminator() {
        String text = "{\"content\":\"" + "x".repeat(200_000) + "\"}";
        for (int seed = 0; seed < 20; seed++) {
            byte[] whole = chunk(text, "\"stop\"").getBytes(StandardCharsets.UTF_8);
            byte[] open = chunk(text, "null").getBytes(StandardCharsets.UTF_8);

            assertThat(openAi(pieces(whole, new Random(seed))).state()).isEqualTo(StreamState.COMPLETE);
            assertThat(openAi(pieces(open, new Random(seed))).state()).isEqualTo(StreamState.CONTENT);
        }
    }

    @Test
    void aLongLifecycleEventIsStillNoContent() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAiResponses());
        String created = GoldenStreams.event(
                "response.created",
                "{\"type\":\"response.created\",\"response\":{\"instructions\":\"" + "z".repeat(100_000) + "\"}}");
        String out = text(framer.feed(buffer(created.substring(0, 90_000))))
                + text(framer.feed(buffer(created.substring(90_000))));

        assertThat(out).isEqualTo(created);
        assertThat(framer.state()).isEqualTo(StreamState.WAITING);
        framer.release();
    }

    @Test
    void stopsBeforeALongError() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAi());
        framer.feed(buffer(HI)).release();

        ByteBuf out = framer.feed(buffer(HI + "data: {\"error\":{\"message\":\"" + "x".repeat(100_000)));

        assertThat(text(out)).isEqualTo(HI);
        assertThat(framer.state()).isEqualTo(StreamState.FAILED);
    }

    @Test
    void keepsNoMoreThanTheStartOfALongError() {
        String stream = "data: {\"error\":{\"message\":\"" + "x".repeat(40_000) + "\"}}\n\n";

        assertThat(FramerRun.of(StreamGrammar.openAi(), stream).error()).hasSize(16 * 1024);
    }

    private static FramerRun openAi(List<byte[]> chunks) {
        return FramerRun.of(EventFramer.of(StreamGrammar.openAi()), chunks);
    }
}
