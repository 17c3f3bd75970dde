package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that a provider refuses for a member that only tunes, or that the gateway added. */
class RepairIT {

    private static final String CHAT = "/v1/chat/completions";

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static TestGateway strict;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start();
        gateway = builder().start();
        strict = builder().set("keyway.repair", "added").start();
    }

    private static TestGateway.Builder builder() {
        return TestGateway.builder()
                .provider("custom", provider.v1(), "sk-1", "sk-2")
                .provider("openai", provider.v1(), "sk-1", "sk-2")
                .set("logging.level.keyway.access", "off");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        strict.close();
        provider.close();
    }

    private static void refuse(String model, String member, String body) {
        provider.when(Match.model(model).and(Match.bodyContaining("\"" + member + "\"")))
                .reply(Reply.status(400).body(body));
    }

    private static String unknown(String member) {
        return """
                {"error":{"message":"Unknown parameter: '%s'.","type":"invalid_request_error","param":"%s","code":"unknown_parameter"}}""".formatted(member, member);
    }

    private static List<ReceivedRequest> calls(String model) {
        return provider.requests(Match.model(model));
    }

    @Test
    void aStreamGoesOnceMoreWithoutWhatTheGatewayAddedAndIsRemembered() {
        refuse("plain", "stream_options", unknown("stream_options"));

        for (TestGateway one : List.of(gateway, strict)) {
            HttpResponse<String> first = one.chatStream("openai/plain", "a");
            assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
            assertThat(first.body()).contains("echo:a").endsWith("data: [DONE]\n\n");
            assertThat(first.headers().firstValue("x-keyway-attempts")).hasValue("2");
            assertThat(first.headers().firstValue("x-keyway-dropped")).hasValue("stream_options");
            HttpResponse<String> next = one.chatStream("openai/plain", "b");
            assertThat(next.headers().firstValue("x-keyway-attempts")).hasValue("1");
            assertThat(next.body()).contains("echo:b");
        }

        List<ReceivedRequest> calls = calls("plain");
        assertThat(calls).hasSize(6);
        assertThat(calls.get(1).key()).as("the same key").isEqualTo(calls.get(0).key());
        assertThat(calls.get(1).text()).doesNotContain("stream_options");
    }

    @Test
    void aMemberThatOnlyTunesGoesAndIsReported() {
        refuse("tuned", "seed", unknown("seed"));
        String body = """
                {"model":"custom/tuned","seed":7,"messages":[{"role":"user","content":"echo:a"}],"temperature":0.5}""";

        HttpResponse<String> answer = gateway.post(CHAT, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-keyway-dropped")).hasValue("seed");
        assertThat(calls("tuned").get(1).text())
                .isEqualTo(
                        "{\"model\":\"tuned\",\"messages\":[{\"role\":\"user\",\"content\":\"echo:a\"}],\"temperature\":0.5}");
        assertThat(gateway.post(CHAT, body).headers().firstValue("x-keyway-attempts"))
                .hasValue("1");
        assertThat(gateway.context()
                        .getBean(MeterRegistry.class)
                        .get("keyway.repairs")
                        .tags("provider", "custom", "model", "tuned", "member", "seed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(strict.post(CHAT, body).statusCode())
                .as("only what the gateway adds")
                .isEqualTo(400);
    }

    @Test
    void membersThatAreRefusedOneAfterTheOtherGoInOneRequest() {
        refuse("several", "seed", unknown("seed"));
        refuse("several", "effort", """
                {"detail":[{"type":"extra_forbidden","loc":["body","reasoning","effort"],"msg":"Extra inputs are not permitted"}]}""");

        HttpResponse<String> answer = gateway.post(CHAT, """
                {"model":"custom/several","seed":7,"reasoning":{"effort":"low","summary":"auto"},"messages":[{"role":"user","content":"a"}]}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-keyway-dropped").orElse("").split(","))
                .containsExactlyInAnyOrder("seed", "reasoning.effort");
        assertThat(calls("several").getLast().text()).contains("\"reasoning\":{\"summary\":\"auto\"}");
    }

    /** A caller names members as it likes; the name is neither remembered nor a label nor a header's text. */
    @Test
    void aNameThatOnlyTheCallerKnowsIsLeftOutWithoutATrace() {
        refuse("strange", "x\\u0001", unknown("reasoning.x\\u0001"));
        String body = """
                {"model":"custom/strange","reasoning":{"effort":"low","x\\u0001":1},"messages":[{"role":"user","content":"a"}]}""";

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = gateway.post(CHAT, body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-keyway-attempts")).hasValue("2");
            assertThat(answer.headers().firstValue("x-keyway-dropped")).hasValue("(other)");
        }

        assertThat(gateway.context()
                        .getBean(MeterRegistry.class)
                        .get("keyway.repairs")
                        .tags("provider", "custom", "model", "strange")
                        .counters())
                .singleElement()
                .satisfies(counter -> {
                    assertThat(counter.getId().getTag("member")).isEqualTo("reasoning.*");
                    assertThat(counter.count()).isEqualTo(2);
                });
    }

    /** What says what is wanted, and what is wrong with a value, is the caller's to mend. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            tools | "tools":[{"type":"function","function":{"name":"f"}}] | unknown_parameter
            stop | "stop":["x"] | unsupported_parameter
            response_format | "response_format":{"type":"json_object"} | unknown_parameter
            temperature | "temperature":9 | decimal_above_max_value
            """)
    void whatCarriesMeaningIsNeverLeftOut(String member, String json, String code) {
        refuse("kept-" + member, member, """
                {"error":{"message":"m","type":"invalid_request_error","param":"%s","code":"%s"}}""".formatted(member, code));

        HttpResponse<String> answer = gateway.post(CHAT, """
                {"model":"custom/kept-%s",%s,"messages":[{"role":"user","content":"a"}]}""".formatted(member, json));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Answers.json(answer.body()).at("/error/code").asString()).isEqualTo(code);
        assertThat(calls("kept-" + member)).hasSize(1);
    }

    @Test
    void aRequestThatIsRefusedWithoutTheMemberTooTeachesNothing() {
        provider.when(Match.model("stubborn")).times(2).reply(Reply.status(400).body(unknown("seed")));
        String body = """
                {"model":"custom/stubborn","seed":7,"messages":[{"role":"user","content":"a"}]}""";

        assertThat(gateway.post(CHAT, body).statusCode()).isEqualTo(400);
        assertThat(gateway.post(CHAT, body).statusCode()).isEqualTo(200);
        assertThat(calls("stubborn").getLast().text()).contains("\"seed\":7");
    }
}
