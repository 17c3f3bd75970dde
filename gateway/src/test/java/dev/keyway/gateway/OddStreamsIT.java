package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Good answers in an unusual wrapping reach the client of a stream as one, and are booked as what they are. */
class OddStreamsIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final String MESSAGES = "/v1/messages";
    private static final String RESPONSES = "/v1/responses";

    private static final String WHOLE_CHAT = """
        {"id":"c-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",
        "content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}\
        """;

    private static final String WHOLE_MESSAGE = """
        {"id":"m-1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hello"}],
        "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":3}}\
        """;

    private static final String WHOLE_RESPONSE = """
        {"id":"r-1","object":"response","status":"completed","error":null,"output":[{"type":"message","id":"msg-1",
        "status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hello","annotations":[]}]}],
        "usage":{"input_tokens":9,"output_tokens":3,"total_tokens":12}}\
        """;

    private static FakeProvider provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1", "sk-2");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-1", "sk-2")
                .provider("anthropic", provider.v1(), "sk-1", "sk-2")
                .with(Records.Kept.class)
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
        Records.of(gateway).forget();
    }

    @ParameterizedTest
    @CsvSource({
        CHAT + ",      text/plain; charset=utf-8",
        CHAT + ",      application/octet-stream",
        CHAT + ",      application/json",
        CHAT + ",      ''",
        MESSAGES + ",  text/plain",
        RESPONSES + ", text/html"
    })
    void aStreamUnderAnotherContentTypeIsAStream(String path, String type) {
        provider.when(Match.path(path)).reply(Reply.chunks(3).contentType(type));

        HttpResponse<String> answer = stream(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(answer.body()).contains("echo:x");
        assertThat(Answers.errors(answer.body())).isEmpty();
        assertServed(answer, record -> assertThat(record.estimated()).isFalse());
    }

    @Test
    void aWholeChatIsMadeAStreamOf() {
        provider.when(Match.path(CHAT)).reply(Reply.status(200).body(WHOLE_CHAT).contentType("application/json"));

        HttpResponse<String> answer = stream(CHAT);

        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(Answers.streamedText(answer.body())).isEqualTo("Hello");
        assertThat(answer.body())
                .as("usage that nobody asked for stays away")
                .doesNotContain("prompt_tokens")
                .endsWith("data: [DONE]\n\n");
        assertServed(answer, record -> assertThat(record.usage()).isEqualTo(Usage.of(9, 3)));
    }

    /** Such a one is converted off the event loop. */
    @Test
    void aLongWholeChatIsMadeAStreamOf() {
        String text = "Hello ".repeat(100_000);
        provider.when(Match.path(CHAT))
                .reply(Reply.status(200)
                        .body(WHOLE_CHAT.replace("\"Hello\"", "\"" + text + "\""))
                        .contentType("application/json"));

        HttpResponse<String> answer = stream(CHAT);

        assertThat(Answers.streamedText(answer.body())).isEqualTo(text);
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertServed(answer, record -> assertThat(record.usage()).isEqualTo(Usage.of(9, 3)));
    }

    @Test
    void aWholeMessageIsMadeAStreamOf() {
        provider.when(Match.path(MESSAGES))
                .reply(Reply.status(200).body(WHOLE_MESSAGE).contentType("text/event-stream"));

        HttpResponse<String> answer = stream(MESSAGES);

        assertThat(Answers.streamedText(answer.body())).isEqualTo("Hello");
        assertThat(Answers.ends(answer.body())).isOne();
        assertServed(answer, record -> assertThat(record.usage()).isEqualTo(Usage.of(9, 3)));
    }

    @Test
    void aWholeResponseIsMadeAStreamOf() {
        provider.when(Match.path(RESPONSES))
                .reply(Reply.status(200).body(WHOLE_RESPONSE).contentType("application/json"));

        HttpResponse<String> answer = stream(RESPONSES);

        List<JsonNode> events = Answers.data(answer.body());
        assertThat(events.getLast().at("/response/output/0/content/0/text").asString())
                .isEqualTo("Hello");
        assertThat(events)
                .extracting(event -> event.path("sequence_number").asInt())
                .isSorted()
                .doesNotHaveDuplicates();
        assertServed(answer, record -> assertThat(record.usage()).isEqualTo(Usage.of(9, 3)));
    }

    @ParameterizedTest
    @CsvSource({"text/event-stream", "application/json", "text/plain"})
    void anErrorInsteadOfAStreamIsTheErrorThatItIs(String type) {
        provider.when(Match.path(CHAT))
                .reply(Reply.status(200)
                        .body("{\"error\":{\"message\":\"this model needs"
                                + " images\",\"type\":\"invalid_request_error\",\"code\":400}}")
                        .contentType(type));

        HttpResponse<String> answer = stream(CHAT);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Answers.json(answer.body()).at("/error/message").asString()).isEqualTo("this model needs images");
        assertThat(provider.requestCount()).isOne();
    }

    @Test
    void aMessageThatSaysWhyItStopsIsWholeWithoutItsLastEvent() {
        provider.when(Match.path(MESSAGES)).reply(sse("""
            event: message_start
            data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","content":[],"usage":{"input_tokens":25,"cache_read_input_tokens":100,"output_tokens":1}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":0,"cache_read_input_tokens":0,"output_tokens":15}}

            """));

        HttpResponse<String> answer = stream(MESSAGES);

        assertThat(answer.body()).doesNotContain("event: error").endsWith("\"output_tokens\":15}}\n\n");
        assertServed(answer, record -> {
            assertThat(record.usage()).isEqualTo(new Usage(25, 100, 0, 0, 15, 0, 0, 0, 0));
            assertThat(record.estimated()).isFalse();
        });
    }

    @Test
    void anEmbeddingThatReportsNothingButATotalIsBookedByIt() {
        provider.when(Match.path("/embeddings"))
                .reply(Reply.status(200)
                        .body("{\"data\":[{\"embedding\":[0.5],\"index\":0}],\"usage\":{\"total_tokens\":8}}")
                        .contentType("application/json"));

        HttpResponse<String> answer =
                gateway.post("/v1/embeddings", "{\"model\":\"openai/embed-1\",\"input\":\"echo:x\"}");

        assertServed(answer, record -> {
            assertThat(record.usage()).isEqualTo(Usage.of(8, 0));
            assertThat(record.estimated()).isFalse();
        });
    }

    @Test
    void whatHasNoFormAsAStreamGoesOnAsItIs() {
        HttpResponse<String> answer =
                gateway.post("/v1/embeddings", "{\"model\":\"openai/embed-2\",\"stream\":true,\"input\":\"echo:x\"}");

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
        assertServed(answer, record -> assertThat(record.estimated()).isFalse());
    }

    @Test
    void whatReportsNothingIsBookedByItsText() {
        String text = "word ".repeat(40);
        provider.when(Match.path(CHAT))
                .reply(Reply.status(200)
                        .body("{\"choices\":[{\"message\":{\"content\":\"" + text + "\"},\"finish_reason\":\"stop\"}]}")
                        .contentType("application/json"));

        HttpResponse<String> plain = gateway.chat("openai/gpt-4o", "x");

        assertServed(plain, record -> {
            assertThat(record.usage().promptTokens()).isPositive();
            assertThat(record.usage().completionTokens()).isEqualTo(text.length() / 4);
            assertThat(record.estimated()).isTrue();
        });
    }

    @Test
    void aStreamThatIsCutIsBookedByTheTextThatCame() {
        provider.when(Match.path(CHAT)).reply(Reply.chunks(40).cutAfter(20));

        HttpResponse<String> answer = gateway.chatStream("openai/gpt-4o", "x");

        int text = Answers.streamedText(answer.body()).length();
        RequestRecord record = Records.of(gateway).awaitFor("gpt-4o");
        assertThat(record.estimated()).isTrue();
        assertThat(record.usage().completionTokens()).isEqualTo(Math.max(20, (text + 3) / 4));
    }

    private static Reply sse(String events) {
        return Reply.status(200).body(events).contentType("text/event-stream");
    }

    private static HttpResponse<String> stream(String path) {
        return switch (path) {
            case MESSAGES -> gateway.post(path, """
                {"model":"anthropic/claude","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"echo:x"}]}\
                """);
            case RESPONSES -> gateway.post(path, "{\"model\":\"openai/gpt-4o\",\"stream\":true,\"input\":\"echo:x\"}");
            default -> gateway.chatStream("openai/gpt-4o", "x");
        };
    }

    private static void assertServed(HttpResponse<String> answer, Consumer<RequestRecord> requirements) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(provider.requestCount()).isOne();
        RequestRecord record = Records.of(gateway)
                .awaitFor(answer.headers().firstValue("x-keyway-model").orElseThrow());
        assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
        requirements.accept(record);
    }
}
