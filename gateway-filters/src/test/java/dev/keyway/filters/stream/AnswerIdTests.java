package dev.keyway.filters.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The id under which a provider may keep an answer, read as the answer passes. */
class AnswerIdTests {

    private static final String ANSWER =
            "{\"x\":{\"id\":\"no\"},\"id\":\"resp_1\",\"output\":[{\"id\":\"no\"}],\"error\":null,"
                    + "\"usage\":{\"input_tokens\":1}}";

    @Test
    void isFoundAtTheTopWhereverTheAnswerIsCut() {
        byte[] bytes = ANSWER.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            JsonAnswerScan scan = JsonAnswerScan.withId();
            scan.feed(Unpooled.wrappedBuffer(Arrays.copyOf(bytes, cut)));
            scan.feed(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, cut, bytes.length)));
            assertThat(scan.id()).isEqualTo("resp_1");
            assertThat(scan.isComplete()).isTrue();
            assertThat(scan.usage())
                    .hasValueSatisfying(usage -> assertThat(new String(usage, StandardCharsets.UTF_8))
                            .isEqualTo("{\"input_tokens\":1}"));
        }
    }

    @Test
    void isNotMadeUp() {
        for (String answer : new String[] {
            "{\"id\":\"" + "x".repeat(300) + "\"}", "{\"id\":\"a\\u0062\"}", "{\"id\":7}", "{\"id\":\"torn", "{}"
        }) {
            JsonAnswerScan scan = JsonAnswerScan.withId();
            scan.feed(Unpooled.copiedBuffer(answer, StandardCharsets.UTF_8));
            assertThat(scan.id()).as(answer).isNull();
        }
    }

    @Test
    void isReadWhereItIsAskedForOnly() {
        JsonAnswerScan scan = new JsonAnswerScan();
        scan.feed(Unpooled.copiedBuffer(ANSWER, StandardCharsets.UTF_8));
        assertThat(scan.id()).isNull();
    }

    @Test
    void isKnownAsSoonAsAStreamHasBegun() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAiResponses());
        framer.feed(Unpooled.copiedBuffer(created(""), StandardCharsets.UTF_8)).release();
        assertThat(framer.answerId()).isEqualTo("resp_2");
        framer.release();
    }

    @Test
    void isKnownWhereTheFirstEventIsTooLongToBeHeld() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAiResponses());
        framer.feed(Unpooled.copiedBuffer(created("i".repeat(100_000)), StandardCharsets.UTF_8))
                .release();
        assertThat(framer.answerId()).isEqualTo("resp_2");
        framer.release();
    }

    private static String created(String instructions) {
        return "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_2\","
                + "\"instructions\":\"" + instructions + "\"}}\n\n";
    }
}
