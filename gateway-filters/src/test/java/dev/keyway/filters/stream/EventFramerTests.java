package dev.keyway.filters.stream;

import static dev.keyway.filters.stream.GoldenStreams.USAGE;
import static dev.keyway.filters.stream.GoldenStreams.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventFramerTests {

    private static final String ROLE = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final String HI = chunk("{\"content\":\"Hi\"}", "null");
    private static final String STOP = chunk("{}", "\"stop\"");
    private static final String ERROR = "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    static Stream<Arguments> goldenStreams() {
        String anthropicUsage = GoldenStreams.MESSAGE_START_USAGE;
        return Stream.of(
                Arguments.of("openai", StreamGrammar.openAi(), GoldenStreams.OPENAI, List.of(USAGE), 4),
                Arguments.of("azure", StreamGrammar.openAi(), GoldenStreams.AZURE, List.of(USAGE), 4),
                Arguments.of("openrouter", StreamGrammar.openAi(), GoldenStreams.OPENROUTER, List.of(USAGE), 4),
                Arguments.of("groq", StreamGrammar.openAi(), GoldenStreams.GROQ, List.of(USAGE), 2),
                Arguments.of("gemini", StreamGrammar.openAi(), GoldenStreams.GEMINI_COMPATIBLE, List.of(USAGE), 2),
                Arguments.of("completions", StreamGrammar.openAi(), GoldenStreams.COMPLETIONS, List.of(USAGE), 2),
                Arguments.of(
                        "anthropic",
                        StreamGrammar.anthropic(),
                        GoldenStreams.ANTHROPIC,
                        List.of(anthropicUsage, "{\"output_tokens\":15}"),
                        4),
                Arguments.of(
                        "responses",
                        StreamGrammar.openAiResponses(),
                        GoldenStreams.RESPONSES,
                        List.of("{\"input_tokens\":4,\"output_tokens\":2}"),
                        2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenStreams")
    void readsAStreamTheSameWhereverItIsCut(
            String name, StreamGrammar grammar, String stream, List<String> usage, long events) {
        for (String ending : List.of("\n", "\r\n", "\r")) {
            for (String mark : List.of("", "\uFEFF")) {
                String text = mark + stream.replace("\r\n", "\n").replace("\n", ending);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                FramerRun whole = FramerRun.of(grammar, text);
                assertThat(whole.out()).isEqualTo(text);
                assertThat(whole.state()).isEqualTo(StreamState.COMPLETE);
                assertThat(whole.usage()).isEqualTo(usage);
                assertThat(whole.events()).isEqualTo(events);
                for (int cut = 0; cut <= bytes.length; cut++) {
                    FramerRun run = FramerRun.of(EventFramer.of(grammar), cut(bytes, cut));
                    assertThat(run).as("%s cut at %d", name, cut).isEqualTo(whole);
                }
                assertThat(FramerRun.of(EventFramer.of(grammar), singleBytes(bytes)))
                        .isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenStreams")
    void readsAStreamTheSameInPiecesOfAnySize(
            String name, StreamGrammar grammar, String stream, List<String> usage, long events) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        FramerRun whole = FramerRun.of(EventFramer.swallowingUsage(grammar), List.of(bytes));
        for (int seed = 0; seed < 300; seed++) {
            FramerRun run = FramerRun.of(EventFramer.swallowingUsage(grammar), pieces(bytes, new Random(seed)));
            assertThat(run).as("%s, seed %d", name, seed).isEqualTo(whole);
        }
        assertThat(whole.usage()).isEqualTo(usage);
        assertThat(whole.events()).isEqualTo(events);
    }

    @Test
    void givesAChunkOfWholeEventsBackAsItIs() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAi());
        ByteBuf chunk = buffer(ROLE + HI + HI);

        ByteBuf out = framer.feed(chunk);

        assertThat(out).isSameAs(chunk);
        assertThat(out.refCnt()).isOne();
        out.release();
    }

    @Test
    void holdsAnEventBackUntilItIsWhole() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAi());

        assertThat(text(framer.feed(buffer(ROLE + HI.substring(0, 20))))).isEqualTo(ROLE);
        assertThat(framer.state()).isEqualTo(StreamState.WAITING);
        assertThat(text(framer.feed(buffer(HI.substring(20, 40))))).isEmpty();
        assertThat(text(framer.feed(buffer(HI.substring(40) + STOP)))).isEqualTo(HI + STOP);
        assertThat(framer.state()).isEqualTo(StreamState.CONTENT);
        assertThat(framer.midEvent()).isFalse();
        framer.release();
    }

    @Test
    void cutsTheUsageEventOutForAClientThatDidNotAskForIt() {
        for (String ending : List.of("\n", "\r\n", "\r")) {
            String usage = GoldenStreams.USAGE_EVENT.replace("\n", ending);
            String stream = GoldenStreams.OPENAI.replace("\n", ending);
            byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
            for (int cut = 0; cut <= bytes.length; cut++) {
                FramerRun run = FramerRun.of(EventFramer.swallowingUsage(StreamGrammar.openAi()), cut(bytes, cut));

                assertThat(run.out()).as("cut at %d", cut).isEqualTo(stream.replace(usage, ""));
                assertThat(run.usage()).containsExactly(USAGE);
                assertThat(run.state()).isEqualTo(StreamState.COMPLETE);
            }
        }
    }

    @Test
    void keepsUsageThatComesWithContent() {
        FramerRun run = FramerRun.swallowing(StreamGrammar.openAi(), GoldenStreams.GEMINI_COMPATIBLE);

        assertThat(run.out()).isEqualTo(GoldenStreams.GEMINI_COMPATIBLE);
    }

    @Test
    void stopsBeforeAnErrorThatComesFirst() {
        FramerRun run = FramerRun.of(StreamGrammar.openAi(), ROLE + ERROR + HI + DONE);

        assertThat(run.out()).isEqualTo(ROLE);
        assertThat(run.state()).isEqualTo(StreamState.FAILED);
        assertThat(run.error()).isEqualTo("{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}");
        assertThat(run.events()).isZero();
    }

    @Test
    void stopsBeforeAnErrorInTheMiddleWhereverItIsCut() {
        byte[] bytes = (ROLE + HI + ERROR + HI + DONE).getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            FramerRun run = FramerRun.of(EventFramer.of(StreamGrammar.openAi()), cut(bytes, cut));

            assertThat(run.out()).as("cut at %d", cut).isEqualTo(ROLE + HI);
            assertThat(run.state()).isEqualTo(StreamState.FAILED);
            assertThat(run.error()).contains("overloaded");
        }
    }

    @Test
    void keepsNoMoreThanTheStartOfALongError() {
        String stream = "data: {\"error\":{\"message\":\"" + "x".repeat(40_000) + "\"}}\n\n";

        assertThat(FramerRun.of(StreamGrammar.openAi(), stream).error()).hasSize(16 * 1024);
    }

    @Test
    void tellsATruncatedStreamFromOneThatEnded() {
        assertThat(FramerRun.of(StreamGrammar.openAi(), ROLE + HI).state()).isEqualTo(StreamState.CONTENT);
        assertThat(FramerRun.of(StreamGrammar.openAi(), ROLE).state()).isEqualTo(StreamState.WAITING);
        assertThat(FramerRun.of(StreamGrammar.openAi(), ROLE + HI + STOP).state())
                .isEqualTo(StreamState.COMPLETE);
        assertThat(FramerRun.of(StreamGrammar.openAi(), ROLE + HI + DONE).state())
                .isEqualTo(StreamState.COMPLETE);
    }

    @Test
    void isTruncatedWhereASecondChoiceGoesOnAfterTheFirstHasFinished() {
        FramerRun run = FramerRun.of(StreamGrammar.openAi(), ROLE + HI + STOP + HI);

        assertThat(run.state()).isEqualTo(StreamState.CONTENT);
    }

    @Test
    void anAnthropicStreamThatEndsBeforeItsStopIsTruncated() {
        String stream = GoldenStreams.ANTHROPIC.substring(0, GoldenStreams.ANTHROPIC.indexOf("event: message_stop"));

        assertThat(FramerRun.of(StreamGrammar.anthropic(), stream).state()).isEqualTo(StreamState.CONTENT);
    }

    @Test
    void dropsALastEventThatWasCutShort() {
        FramerRun run = FramerRun.of(StreamGrammar.openAi(), ROLE + HI + HI.substring(0, HI.length() - 10));

        assertThat(run.out()).isEqualTo(ROLE + HI);
        assertThat(run.state()).isEqualTo(StreamState.CONTENT);
    }

    @Test
    void letsALastEventThroughThatLacksOnlyItsBlankLine() {
        for (String end : List.of("data: [DONE]", "data: [DONE]\n", "data: [DONE]\r\n")) {
            FramerRun run = FramerRun.of(StreamGrammar.openAi(), ROLE + HI + end);

            assertThat(run.out()).isEqualTo(ROLE + HI + end + "\n\n");
            assertThat(run.state()).isEqualTo(StreamState.COMPLETE);
        }
    }

    @Test
    void seesAnErrorThatWasCutShort() {
        FramerRun run = FramerRun.of(StreamGrammar.openAi(), ROLE + "data: {\"error\":{\"message\":\"over");

        assertThat(run.out()).isEqualTo(ROLE);
        assertThat(run.state()).isEqualTo(StreamState.FAILED);
    }

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
        assertThat(framer.contentBytes()).isEqualTo(image.length());
        assertThat(framer.contentEvents()).isOne();
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
    void freesWhatItHoldsHoweverOftenItIsReleased() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAi());
        framer.feed(buffer("data: {")).release();
        framer.release();
        framer.release();
        ByteBuf late = buffer(HI);

        assertThat(text(framer.feed(late))).isEmpty();
        assertThat(late.refCnt()).isZero();
        assertThat(text(framer.finish())).isEmpty();
    }

    static List<byte[]> cut(byte[] bytes, int at) {
        return List.of(slice(bytes, 0, at), slice(bytes, at, bytes.length));
    }

    private static List<byte[]> singleBytes(byte[] bytes) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; at++) {
            pieces.add(slice(bytes, at, at + 1));
        }
        return pieces;
    }

    private static List<byte[]> pieces(byte[] bytes, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        int longest = 1 + random.nextInt(Math.max(20, bytes.length / 4));
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(longest));
            pieces.add(slice(bytes, at, end));
            at = end;
        }
        return pieces;
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static String text(ByteBuf buffer) {
        String text = buffer.toString(StandardCharsets.UTF_8);
        buffer.release();
        return text;
    }
}
