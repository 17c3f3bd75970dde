package dev.keyway.filters.stream;

import static dev.keyway.filters.stream.GoldenStreams.chunk;
import static dev.keyway.filters.stream.GoldenStreams.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.StreamStyle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of what a model wrote are counted, and nothing of the JSON around them. */
class TextTallyTests {

    private static final String OPENING = chunk("{\"content\":\"x\"}", "null");

    /** Data that follow content in a stream, and how many bytes of text they bring. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        OPENAI    | {"choices":[{"index":0,"delta":{"content":"Hello"}}]}                                                  | 5
        OPENAI    | {"choices":[{"index":0,"delta":{"content" : "Hello"},"logprobs":{"content":[{"token":"Hello"}]}}]}      | 5
        OPENAI    | {"choices":[{"index":0,"delta":{"reasoning_content":"hmm"}}]}                                           | 3
        OPENAI    | {"choices":[{"index":0,"delta":{"reasoning":"hmm","reasoning_details":[{"text":"hmm"}]}}]}              | 3
        OPENAI    | {"choices":[{"index":0,"delta":{"reasoning":"hmm","reasoning_content":"hmm","content":null}}]}          | 3
        OPENAI    | {"choices":[{"index":0,"delta":{"refusal":"never"}}]}                                                   | 5
        OPENAI    | {"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}]}}]} | 2
        OPENAI    | {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"a\\":1}"}}]}}]}   | 7
        OPENAI    | {"choices":[{"index":0,"delta":{"tool_calls":[{"function":{"name":"f","arguments":"{}"}},{"function":{"name":"g","arguments":"{}"}}]}}]} | 4
        OPENAI    | {"choices":[{"index":0,"text":"Hello"}]}                                                                | 5
        OPENAI    | {"choices":[{"index":0,"delta":{"content":"a\\n\\"b\\""}}]}                                             | 5
        OPENAI    | {"choices":[{"index":0,"delta":{"content":"\\"content\\":\\"\\""}}]}                                    | 12
        OPENAI    | {"choices":[{"index":0,"delta":{"content":"\\u4e16\\u754c"}}]}                                          | 6
        OPENAI    | {"choices":[{"index":0,"delta":{"content":"世界"}}]}                                                    | 6
        OPENAI    | {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}                                             | 0
        OPENAI    | {"choices":[{"index":0,"delta":{"role":"content"}}],"object":"text"}                                    | 0
        ANTHROPIC | {"type":"content_block_delta","delta":{"type":"text_delta","text":"Hello"}}                              | 5
        ANTHROPIC | {"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"hmm"}}                       | 3
        ANTHROPIC | {"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{\\"a"}}               | 3
        ANTHROPIC | {"type":"content_block_delta","delta":{"type":"signature_delta","signature":"EqQBCgIYAhIM"}}            | 0
        ANTHROPIC | {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}                | 0
        RESPONSES | {"type":"response.output_text.delta","delta":"Hello","obfuscation":"xyzxyz"}                            | 5
        RESPONSES | {"type":"response.function_call_arguments.delta","delta":"{\\"a"}                                       | 3
        RESPONSES | {"type":"response.reasoning_summary_text.delta","delta":"hmm"}                                          | 3
        RESPONSES | {"type":"response.output_text.done","text":"Hello"}                                                     | 0
        GEMINI    | {"candidates":[{"content":{"parts":[{"text":"Hello"},{"thought":true,"text":"hmm"}]}}]}                 | 8
        GEMINI    | {"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":1}}}]}}]}                   | 7
        GEMINI    | {"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"EqQBCgIYAhIM"}]}}]}                  | 0
        COHERE    | {"type":"content-delta","delta":{"message":{"content":{"text":"Hello"}}}}                               | 5
        COHERE    | {"type":"content-delta","delta":{"message":{"content":{"thinking":"hmm"}}}}                             | 3
        COHERE    | {"type":"tool-call-delta","delta":{"message":{"tool_calls":{"function":{"arguments":"{}"}}}}}           | 2
        COHERE    | {"type":"tool-plan-delta","delta":{"message":{"tool_plan":"plan"}}}                                     | 4
        """)
    void countsTheText(StreamStyle style, String data, long bytes) {
        StreamGrammar grammar = StreamGrammar.of(style);
        byte[] stream = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);

        StreamTally tally =
                FramerRun.of(EventFramer.of(grammar), List.of(stream)).tally();

        assertThat(tally.textBytes()).isEqualTo(bytes);
        assertThat(tally.textEvents()).isEqualTo(bytes > 0 ? 1 : 0);
        assertThat(FramerRun.of(EventFramer.of(grammar), Chunks.singleBytes(stream))
                        .tally())
                .isEqualTo(tally);
    }

    @Test
    void countsWhatPassesUnreadAsWhatIsRead() {
        String hello = chunk("{\"content\":\"Hello\"}", "null");

        FramerRun run = FramerRun.of(StreamGrammar.openAi(), OPENING + hello.repeat(20));

        assertThat(run.tally()).isEqualTo(new StreamTally(21, 21, 21, 101));
    }

    @Test
    void countsASourceThatCohereQuotesNotAgain() {
        String citation = event(
                "citation-start",
                "{\"type\":\"citation-start\",\"delta\":{\"message\":{\"citations\":{\"text\":\"Hello\",\"sources\":[{\"document\":{\"text\":\"Hello,"
                        + " all\"}}]}}}}");

        assertThat(FramerRun.of(StreamGrammar.cohere(), citation).tally().textBytes())
                .isZero();
    }

    @Test
    void countsTheTextOfALongEventWhileItPasses() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAi());
        framer.feed(Chunks.buffer("data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(100_000)))
                .release();
        framer.feed(Chunks.buffer("y".repeat(50_000))).release();

        assertThat(framer.tally().textBytes()).isEqualTo(150_000);
        framer.release();
    }
}
