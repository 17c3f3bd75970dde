package dev.keyway.filters.stream;

import static dev.keyway.filters.stream.Chunks.buffer;
import static dev.keyway.filters.stream.Chunks.cut;
import static dev.keyway.filters.stream.Chunks.pieces;
import static dev.keyway.filters.stream.Chunks.singleBytes;
import static dev.keyway.filters.stream.Chunks.text;
import static dev.keyway.filters.stream.GoldenStreams.USAGE;
import static dev.keyway.filters.stream.GoldenStreams.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.usage.UsageAccumulator;
import dev.keyway.catalogue.usage.UsageReader;
import dev.keyway.catalogue.usage.UsageStyle;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
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
                Arguments.of(
                        "gemini",
                        StreamGrammar.openAi(),
                        GoldenStreams.GEMINI_COMPATIBLE,
                        List.of("{\"completion_tokens\":1,\"prompt_tokens\":9,\"total_tokens\":10}", USAGE),
                        2),
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
    void writesNullOverUsageThatComesWithContentForAClientThatDidNotAskForIt() {
        byte[] bytes = GoldenStreams.GEMINI_COMPATIBLE.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            FramerRun run = FramerRun.of(EventFramer.swallowingUsage(StreamGrammar.openAi()), cut(bytes, cut));

            assertThat(run.out()).as("cut at %d", cut).hasSize(bytes.length).doesNotContain("total_tokens");
            assertThat(run.out().replaceAll("null +}", "null}"))
                    .isEqualTo(GoldenStreams.GEMINI_COMPATIBLE.replaceAll(
                            "\"usage\":\\{.*\\}}(?=\r\n)", "\"usage\":null}"));
            assertThat(run.usage()).hasSize(2).endsWith(USAGE);
            assertThat(run.state()).isEqualTo(StreamState.COMPLETE);
        }
    }

    @Test
    void writesNullOverTheUsageOfALastEventThatLacksItsBlankLine() {
        String last = GoldenStreams.GEMINI_COMPATIBLE.stripTrailing();
        FramerRun run = FramerRun.swallowing(StreamGrammar.openAi(), last);

        assertThat(run.out()).contains("\"usage\":null").doesNotContain("total_tokens");
        assertThat(run.usage()).hasSize(2).endsWith(USAGE);
    }

    @Test
    void keepsUsageThatComesWithContentForAClientThatAskedForIt() {
        FramerRun run = FramerRun.of(StreamGrammar.openAi(), GoldenStreams.GEMINI_COMPATIBLE);

        assertThat(run.out()).isEqualTo(GoldenStreams.GEMINI_COMPATIBLE);
    }

    @Test
    void leavesAloneWhatAProviderReportsUnasked() {
        FramerRun run = FramerRun.swallowing(StreamGrammar.openAi(), GoldenStreams.GROQ);

        assertThat(run.out()).isEqualTo(GoldenStreams.GROQ);
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
    void anAnthropicStreamThatHasItsStopReasonIsWhole() {
        String whole = GoldenStreams.ANTHROPIC;
        String unsaid = whole.replace("\"end_turn\"", "null");

        assertThat(anthropicBefore("event: message_stop", whole)).isEqualTo(StreamState.COMPLETE);
        assertThat(anthropicBefore("event: message_stop", unsaid)).isEqualTo(StreamState.CONTENT);
        assertThat(anthropicBefore("event: message_delta", whole)).isEqualTo(StreamState.CONTENT);
    }

    private static StreamState anthropicBefore(String event, String stream) {
        return FramerRun.of(StreamGrammar.anthropic(), stream.substring(0, stream.indexOf(event)))
                .state();
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
    void whatItReportsAddsUpToTheUsageOfTheCall() {
        EventFramer framer = EventFramer.of(StreamGrammar.anthropic());
        FramerRun.of(framer, List.of(GoldenStreams.ANTHROPIC.getBytes(StandardCharsets.UTF_8)));
        UsageAccumulator usage = new UsageAccumulator(UsageStyle.ADDITIVE);
        framer.usage().forEach(usage::merge);

        assertThat(usage.usage())
                .isEqualTo(UsageReader.read(
                        "{\"input_tokens\":25,\"cache_read_input_tokens\":5,\"output_tokens\":15}"
                                .getBytes(StandardCharsets.UTF_8),
                        UsageStyle.ADDITIVE))
                .isPresent();
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
}
