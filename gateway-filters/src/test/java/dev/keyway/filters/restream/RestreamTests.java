package dev.keyway.filters.restream;

import static dev.keyway.catalogue.provider.StreamStyle.ANTHROPIC;
import static dev.keyway.catalogue.provider.StreamStyle.COHERE;
import static dev.keyway.catalogue.provider.StreamStyle.GEMINI;
import static dev.keyway.catalogue.provider.StreamStyle.OPENAI;
import static dev.keyway.catalogue.provider.StreamStyle.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.filters.stream.EventFramer;
import dev.keyway.filters.stream.StreamGrammar;
import dev.keyway.filters.stream.StreamState;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RestreamTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String CHAT = """
        {"id":"c","object":"chat.completion","created":1,"model":"m","system_fingerprint":"f","choices":[
          {"index":0,"message":{"role":"assistant","reasoning_content":"hm","content":"Hello"},"finish_reason":"stop"},
          {"index":1,"message":{"role":"assistant","content":null,"tool_calls":[
            {"id":"t1","type":"function","function":{"name":"f","arguments":"{}"}},
            {"id":"t2","type":"function","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"tool_calls"}],
         "usage":{"prompt_tokens":9,"completion_tokens":3}}\
        """;

    private static final String COMPLETION = """
        {"id":"c","object":"text_completion","choices":[{"index":0,"text":"Hello","finish_reason":"length"}],
         "usage":{"prompt_tokens":9,"completion_tokens":3}}\
        """;

    private static final String MESSAGE = """
        {"id":"m","type":"message","role":"assistant","model":"m","content":[
          {"type":"thinking","thinking":"hm","signature":"EqQ"},
          {"type":"text","text":"Hello","citations":[{"type":"char_location","cited_text":"He"}]},
          {"type":"tool_use","id":"t","name":"f","input":{"a":1}},
          {"type":"redacted_thinking","data":"EqQ"}],
         "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":3}}\
        """;

    private static final String RESPONSE = """
        {"id":"r","object":"response","status":"completed","error":null,"output":[
          {"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"EqQ"},
          {"type":"message","id":"msg","status":"completed","role":"assistant","content":[
            {"type":"output_text","text":"Hello","annotations":[]},{"type":"refusal","refusal":"no"}]},
          {"type":"function_call","id":"fc","call_id":"t","name":"f","arguments":"{}","status":"completed"},
          {"type":"web_search_call","id":"ws","status":"completed"}],
         "usage":{"input_tokens":9,"output_tokens":3}}\
        """;

    private static final String GEMINI_ANSWER = """
        {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"finishReason":"STOP"}],
         "usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":3}}\
        """;

    private static final String COHERE_ANSWER = """
        {"id":"c","finish_reason":"TOOL_CALL","message":{"role":"assistant","tool_plan":"plan",
          "content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"Hello"}],
          "tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}],
          "citations":[{"text":"Hello","sources":[]}]},
         "usage":{"billed_units":{"input_tokens":9,"output_tokens":3}}}\
        """;

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(OPENAI, CHAT, 11),
                Arguments.of(OPENAI, COMPLETION, 5),
                Arguments.of(ANTHROPIC, MESSAGE, 14),
                Arguments.of(RESPONSES, RESPONSE, 11),
                Arguments.of(GEMINI, GEMINI_ANSWER, 5),
                Arguments.of(GEMINI, "[" + GEMINI_ANSWER + "," + GEMINI_ANSWER + "]", 10),
                Arguments.of(COHERE, COHERE_ANSWER, 13));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void becomesAWholeStreamWithItsTextAndItsUsage(StreamStyle style, String answer, long text) {
        EventFramer framer = EventFramer.of(StreamGrammar.of(style));

        framer.feed(Unpooled.copiedBuffer(stream(style, answer), StandardCharsets.UTF_8))
                .release();
        framer.finish().release();

        assertThat(framer.state()).isEqualTo(StreamState.COMPLETE);
        assertThat(framer.tally().textBytes()).isEqualTo(text);
        assertThat(new String(framer.usage().getLast(), StandardCharsets.UTF_8)).contains("9", "3");
    }

    @Test
    void aChatKeepsWhatIsAroundItsChoicesAndNumbersItsCalls() {
        List<JsonNode> chunks = events(OPENAI, CHAT);

        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("object").asString()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("system_fingerprint").asString()).isEqualTo("f");
        });
        assertThat(chunks)
                .extracting(chunk -> chunk.at("/choices/0/finish_reason").asString(""))
                .containsExactly("", "stop", "", "tool_calls", "");
        assertThat(chunks.get(2).at("/choices/0/delta/tool_calls/1/index").asInt())
                .isOne();
        assertThat(chunks.getLast().path("choices").isEmpty()).isTrue();
    }

    @Test
    void aMessageHasTheEventsOfItsBlocks() {
        assertThat(types(ANTHROPIC, MESSAGE))
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
    }

    @Test
    void aResponseHasTheEventsOfItsItems() {
        assertThat(types(RESPONSES, RESPONSE))
                .startsWith("response.created", "response.in_progress", "response.output_item.added")
                .containsSubsequence(
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.refusal.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done")
                .endsWith("response.output_item.done", "response.completed");
        JsonNode last = events(RESPONSES, RESPONSE).getLast();
        assertThat(last.path("response")).isEqualTo(JSON.readTree(RESPONSE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        OPENAI    | {"detail":"not now"}
        OPENAI    | {"choices":[]}
        OPENAI    | {"choices":null}
        OPENAI    | {"choices":[{"index":0}]}
        ANTHROPIC | {"type":"message"}
        RESPONSES | {"status":"queued","output":[]}
        RESPONSES | {"id":"r"}
        GEMINI    | []
        GEMINI    | {"message":"m"}
        COHERE    | {"message":"not now"}
        MEDIA     | {"data":[]}
        OPENAI    | nonsense
        """)
    void whatIsNoAnswerBecomesNone(StreamStyle style, String body) {
        assertThat(Restream.of(style, body.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private static List<String> types(StreamStyle style, String answer) {
        List<String> named = stream(style, answer)
                .lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .toList();
        assertThat(events(style, answer))
                .extracting(event -> event.path("type").asString())
                .isEqualTo(named);
        return named;
    }

    private static List<JsonNode> events(StreamStyle style, String answer) {
        return stream(style, answer)
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> JSON.readTree(line.substring(6)))
                .toList();
    }

    private static String stream(StreamStyle style, String answer) {
        byte[] events =
                Restream.of(style, answer.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        return new String(events, StandardCharsets.UTF_8);
    }
}
