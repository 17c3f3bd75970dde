package dev.keyway.filters.stream;

import static dev.keyway.filters.stream.GoldenStreams.chunk;
import static dev.keyway.filters.stream.GoldenStreams.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.StreamStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamGrammarTests {

    private static final String HI = chunk("{\"content\":\"Hi\"}", "null");
    private static final String DELTA = event(
            "content_block_delta",
            "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"assistant\"}",
                "{\"role\":\"assistant\",\"content\":\"\"}",
                "{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"tool_calls\":[]}",
                "{}"
            })
    void aDeltaThatSaysNothingIsLifecycle(String delta) {
        assertThat(state(StreamGrammar.openAi(), chunk(delta, "null"))).isEqualTo(StreamState.WAITING);
        assertThat(state(StreamGrammar.openAi(), chunk(delta, "\"\""))).isEqualTo(StreamState.WAITING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\" \"}",
                "{\"reasoning_content\":\"hm\"}",
                "{\"reasoning\":\"hm\"}",
                "{\"refusal\":\"no\"}",
                "{\"audio\":{\"id\":\"a\"}}",
                "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\"}}]}",
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}"
            })
    void aDeltaThatSaysSomethingIsContent(String delta) {
        assertThat(state(StreamGrammar.openAi(), chunk(delta, "null"))).isEqualTo(StreamState.CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": keep-alive\n\n",
                "\n\n\n",
                "retry: 3000\n\n",
                "event: ping\ndata: {}\n\n",
                "data:\n\n",
                "data: {\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}\n\n"
            })
    void whatComesBeforeAnyChoiceIsLifecycle(String event) {
        assertThat(state(StreamGrammar.openAi(), event)).isEqualTo(StreamState.WAITING);
    }

    @Test
    void aFinishReasonIsContentEvenWithoutText() {
        FramerRun run = FramerRun.of(StreamGrammar.openAi(), chunk("{}", "\"content_filter\""));

        assertThat(run.events()).isOne();
        assertThat(run.state()).isEqualTo(StreamState.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"message\":\"m\"}}\n\n",
                "data:{\"error\":\"text\"}\n\n",
                "data: {\"id\":\"g\",\"error\" : {\"code\":502},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"insufficient_system_resource\"}]}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"}]}\n\n",
                "event: error\ndata: {\"message\":\"m\"}\n\n",
                "event: error\ndata: oh no\n\n",
                "data: {\"object\":\"error\",\"message\":\"m\",\"type\":\"rate_limited\"}\n\n",
                "data: {\"choices\":[],\"x_groq\":{\"error\":\"over capacity\"}}\n\n",
                "data: {\ndata: \"error\"\ndata: :{\"message\":\"m\"}}\n\n"
            })
    void anErrorInAnOpenAiStreamFailsIt(String error) {
        assertThat(state(StreamGrammar.openAi(), error)).isEqualTo(StreamState.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"message\":\"m\"}}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"}]}\n\n",
                "event: error\ndata: {\"message\":\"m\"}\n\n"
            })
    void anErrorAfterContentFailsTheStreamToo(String error) {
        FramerRun run = FramerRun.of(StreamGrammar.openAi(), HI + HI + error + HI);

        assertThat(run.state()).isEqualTo(StreamState.FAILED);
        assertThat(run.out()).isEqualTo(HI + HI);
    }

    @Test
    void anErrorThatIsNullOrDeepInsideIsNone() {
        String nulls =
                "data: {\"error\":null,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"content_filter_results\":{\"error\":{\"code\":\"content_filter_error\"}}}]}\n\n";
        FramerRun run = FramerRun.of(StreamGrammar.openAi(), HI + nulls);

        assertThat(run.state()).isEqualTo(StreamState.CONTENT);
        assertThat(run.out()).isEqualTo(HI + nulls);
    }

    @Test
    void anUnreadableEventPassesAsItIs() {
        String stream = HI + "data: oops\n\n" + "data: {\"choices\":\n\n" + HI;

        assertThat(FramerRun.of(StreamGrammar.openAi(), stream).out()).isEqualTo(stream);
    }

    @Test
    void keepsTheFirstAndTheLastOfRunningUsageTotals() {
        String first = HI.replace("\"usage\":null", "\"usage\":{\"total_tokens\":1}");
        String second = HI.replace("\"usage\":null", "\"usage\" : {\"total_tokens\":2}");

        FramerRun run = FramerRun.swallowing(StreamGrammar.openAi(), first.repeat(5) + second + HI);

        assertThat(run.usage())
                .containsExactly(
                        "{\"total_tokens\":1}", "{\"total_tokens\":1}", "{\"total_tokens\":1}", "{\"total_tokens\":2}");
        assertThat(run.out().replaceAll("null +}", "null}"))
                .isEqualTo(HI.repeat(5) + HI.replace("\"usage\":", "\"usage\" : ") + HI);
    }

    @Test
    void anthropicLifecycleEventsAreNoContent() {
        String lifecycle =
                GoldenStreams.ANTHROPIC.substring(0, GoldenStreams.ANTHROPIC.indexOf("event: content_block_delta"));

        assertThat(state(StreamGrammar.anthropic(), lifecycle)).isEqualTo(StreamState.WAITING);
        assertThat(state(StreamGrammar.anthropic(), lifecycle + DELTA)).isEqualTo(StreamState.CONTENT);
    }

    @Test
    void anAnthropicToolCallIsContentFromItsStart() {
        String start = event(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}}");

        assertThat(state(StreamGrammar.anthropic(), start)).isEqualTo(StreamState.CONTENT);
    }

    @Test
    void anAnthropicErrorFailsTheStreamFirstAndLater() {
        String error = event(
                "error", "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");

        assertThat(state(StreamGrammar.anthropic(), error)).isEqualTo(StreamState.FAILED);
        FramerRun later = FramerRun.of(StreamGrammar.anthropic(), DELTA + DELTA + error);
        assertThat(later.state()).isEqualTo(StreamState.FAILED);
        assertThat(later.out()).isEqualTo(DELTA + DELTA);
        assertThat(later.error()).contains("overloaded_error");
    }

    @Test
    void aPingAmongContentChangesNothing() {
        String ping = event("ping", "{\"type\":\"ping\"}");
        FramerRun run = FramerRun.of(StreamGrammar.anthropic(), DELTA + ping + DELTA);

        assertThat(run.events()).isEqualTo(2);
        assertThat(run.out()).isEqualTo(DELTA + ping + DELTA);
    }

    @Test
    void aResponseThatIsOnlyCreatedIsWaitedFor() {
        String created = event("response.created", "{\"type\":\"response.created\",\"response\":{\"error\":null}}");

        assertThat(state(StreamGrammar.openAiResponses(), created)).isEqualTo(StreamState.WAITING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                event: error
                data: {"type":"error","sequence_number":2,"error":{"type":"insufficient_quota"}}

                """, """
                event: error
                data: {"type":"error","code":"server_error","message":"m"}

                """, """
                event: response.failed
                data: {"type":"response.failed","response":{"error":{"code":"server_error"}}}

                """})
    void anErrorFailsAStreamOfResponses(String error) {
        String delta = event("response.output_text.delta", "{\"type\":\"response.output_text.delta\",\"delta\":\"a\"}");

        assertThat(state(StreamGrammar.openAiResponses(), error)).isEqualTo(StreamState.FAILED);
        assertThat(state(StreamGrammar.openAiResponses(), delta + error)).isEqualTo(StreamState.FAILED);
    }

    @Test
    void anIncompleteResponseIsAnEnd() {
        String end = event(
                "response.incomplete",
                "{\"type\":\"response.incomplete\",\"response\":{\"usage\":{\"input_tokens\":1}}}");
        FramerRun run = FramerRun.of(StreamGrammar.openAiResponses(), end);

        assertThat(run.state()).isEqualTo(StreamState.COMPLETE);
        assertThat(run.usage()).containsExactly("{\"input_tokens\":1}");
    }

    @Test
    void everyStyleHasItsGrammar() {
        assertThat(StreamGrammar.of(StreamStyle.OPENAI)).isSameAs(StreamGrammar.openAi());
        assertThat(StreamGrammar.of(StreamStyle.RESPONSES)).isSameAs(StreamGrammar.openAiResponses());
        assertThat(StreamGrammar.of(StreamStyle.ANTHROPIC)).isSameAs(StreamGrammar.anthropic());
        assertThat(StreamGrammar.of(StreamStyle.GEMINI)).isSameAs(StreamGrammar.gemini());
        assertThat(StreamGrammar.of(StreamStyle.COHERE)).isSameAs(StreamGrammar.cohere());
    }

    private static StreamState state(StreamGrammar grammar, String stream) {
        return FramerRun.of(grammar, stream).state();
    }
}
