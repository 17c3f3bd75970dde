package dev.keyway.filters.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a later request may refer to of an answer, read as the answer passes. */
class AnswerIdsTests {

    private static final String REASONING =
            "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[{\"id\":\"no\"}],\"encrypted_content\":\"gAAA=\"}";

    private static final String MESSAGE =
            "{\"type\":\"message\",\"content\":[{\"text\":\"\\\"id\\\":\\\"no\\\"\",\"id\":\"no\"}],\"id\":\"msg_1\"}";

    private static final String ANSWER = "{\"x\":{\"id\":\"no\"},\"id\":\"resp_1\",\"output\":[" + REASONING + ","
            + MESSAGE + "],\"error\":null,\"input\":[{\"id\":\"no\"}],\"usage\":{\"input_tokens\":1}}";

    private static final String SPOKEN =
            "{\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                    + "\"audio\":{\"id\":\"audio_1\",\"data\":\"AAAA\",\"transcript\":\"\\\"id\\\":\\\"no\\\"\"},\"id\":\"no\"}},"
                    + "{\"index\":1,\"message\":{\"audio\":{\"x\":{\"id\":\"no\"},\"id\":\"audio_2\"}}}],\"audio\":{\"id\":\"no\"},"
                    + "\"output\":[{\"id\":\"no\"}],\"usage\":{}}";

    @Test
    void ofAudioAreFoundInAChatCompletionWhereverItIsCut() {
        byte[] bytes = SPOKEN.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            JsonAnswerScan scan = StreamGrammar.openAi().answerScanWithIds();
            scan.feed(Unpooled.wrappedBuffer(Arrays.copyOf(bytes, cut)));
            scan.feed(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, cut, bytes.length)));

            AnswerIds ids = Objects.requireNonNull(scan.ids());
            assertThat(ids.items()).containsExactly("audio_1", "audio_2");
            assertThat(ids.answer()).isNull();
        }
    }

    @Test
    void ofAudioAreFoundInAStreamOfAChatCompletion() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAi());
        String events = """
                data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"audio":{"id":"audio_1"}}}]}

                data: {"choices":[{"index":0,"delta":{"audio":{"data":"AAAA"}}}]}

                """;
        framer.feed(Unpooled.copiedBuffer(events, StandardCharsets.UTF_8)).release();

        assertThat(framer.state()).isEqualTo(StreamState.CONTENT);
        assertThat(Objects.requireNonNull(framer.ids()).items()).containsExactly("audio_1");
        framer.release();
    }

    @Test
    void areFoundWhereverTheAnswerIsCut() {
        byte[] bytes = ANSWER.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            JsonAnswerScan scan = JsonAnswerScan.withIds();
            scan.feed(Unpooled.wrappedBuffer(Arrays.copyOf(bytes, cut)));
            scan.feed(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, cut, bytes.length)));

            hasAll(scan.ids());
            assertThat(scan.isComplete()).isTrue();
            assertThat(scan.usage())
                    .hasValueSatisfying(usage -> assertThat(new String(usage, StandardCharsets.UTF_8))
                            .isEqualTo("{\"input_tokens\":1}"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"a\\u0062\",\"output\":[{\"id\":\"a\\u0062\",\"encrypted_content\":\"a\\/\"}]}",
                "{\"id\":7,\"output\":[{\"id\":7,\"encrypted_content\":null}]}",
                "{\"id\":null,\"output\":{\"id\":\"no\"}}",
                "{\"id\":\"\",\"output\":[{\"id\":\"\"},[{\"id\":\"no\"}],\"id\"]}",
                "{\"id\":\"torn",
                "{\"output\":[{\"encrypted_content\":\"torn",
                "[{\"id\":\"no\"}]",
                "{\"i\":\"id\",\"d\":\"no\"}",
                "}}]]{\"a\":1}",
                "{}"
            })
    void areNotMadeUp(String answer) {
        JsonAnswerScan scan = JsonAnswerScan.withIds();
        scan.feed(Unpooled.copiedBuffer(answer, StandardCharsets.UTF_8));
        assertThat(scan.ids()).extracting(AnswerIds::size).isEqualTo(0);
    }

    @Test
    void areBounded() {
        String items = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"id\":\"i" + i + "\",\"encrypted_content\":\"c" + i + "\"}")
                .collect(Collectors.joining(","));
        JsonAnswerScan scan = JsonAnswerScan.withIds();
        scan.feed(Unpooled.copiedBuffer(
                "{\"id\":\"" + "x".repeat(300) + "\",\"output\":[" + items + "]}", StandardCharsets.UTF_8));

        assertThat(scan.ids()).extracting(AnswerIds::answer).isNull();
        assertThat(scan.ids()).extracting(AnswerIds::size).isEqualTo(2 * AnswerIds.MOST_ITEMS);
    }

    @Test
    void areReadWhereTheyAreAskedForOnly() {
        JsonAnswerScan scan = new JsonAnswerScan();
        scan.feed(Unpooled.copiedBuffer(ANSWER, StandardCharsets.UTF_8));
        assertThat(scan.ids()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "response.output_item.added|'item':{'id':'msg_1','type':'message','content':[]}",
                "response.output_item.done|'item':{'content':[{'text':'LONG'}],'id':'msg_1'}",
                "response.completed|'response':{'id':'resp_1','output':[{'content':[{'text':'LONG'}],'id':'msg_1'}]}"
            })
    void areReadInEachEventOfAStreamThatHasThem(String name, String members) {
        for (String text : new String[] {"x", "x".repeat(EventFramer.LONGEST_HELD)}) {
            EventFramer framer = EventFramer.of(StreamGrammar.openAiResponses());
            String data =
                    "{\"type\":\"" + name + "\"," + members.replace('\'', '"').replace("LONG", text) + "}";
            framer.feed(Unpooled.copiedBuffer("event: " + name + "\ndata: " + data + "\n\n", StandardCharsets.UTF_8))
                    .release();

            assertThat(Objects.requireNonNull(framer.ids()).items()).containsExactly("msg_1");
            framer.release();
        }
    }

    @Test
    void areAllFoundInAStreamThatIsCutAnywhere() {
        String stream = event("response.created", "\"response\":{\"id\":\"resp_1\",\"output\":[]}")
                + event("response.completed", "\"response\":" + ANSWER);
        for (int cut = 0; cut <= stream.length(); cut++) {
            EventFramer framer = EventFramer.of(StreamGrammar.openAiResponses());
            framer.feed(Unpooled.copiedBuffer(stream.substring(0, cut), StandardCharsets.UTF_8))
                    .release();
            framer.feed(Unpooled.copiedBuffer(stream.substring(cut), StandardCharsets.UTF_8))
                    .release();
            hasAll(framer.ids());
            framer.release();
        }
    }

    @Test
    void ofTheAnswerAreKnownAsSoonAsAStreamHasBegun() {
        for (String instructions : new String[] {"", "i".repeat(100_000)}) {
            EventFramer framer = EventFramer.of(StreamGrammar.openAiResponses());
            String response = "\"response\":{\"id\":\"resp_2\",\"instructions\":\"" + instructions + "\"}";
            framer.feed(Unpooled.copiedBuffer(event("response.created", response), StandardCharsets.UTF_8))
                    .release();
            assertThat(framer.ids()).extracting(AnswerIds::answer).isEqualTo("resp_2");
            framer.release();
        }
    }

    private static void hasAll(@Nullable AnswerIds found) {
        AnswerIds ids = Objects.requireNonNull(found);
        assertThat(ids.answer()).isEqualTo("resp_1");
        assertThat(ids.items()).containsExactly("rs_1", "msg_1");
        assertThat(ids.encrypted()).containsExactly(AnswerIds.ofEncrypted("gAAA="));
    }

    private static String event(String name, String members) {
        return "event: " + name + "\ndata: {\"type\":\"" + name + "\"," + members + "}\n\n";
    }
}
