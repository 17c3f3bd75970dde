package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key whose account may not call, among keys that may. */
class BarredAccountIT {

    private static final String CHAT = "/v1/chat/completions";

    private static FakeProvider provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start();
        TestGateway.Builder builder = TestGateway.builder();
        for (String id : new String[] {
            "told", "untold", "disabled", "inactive", "forbidden", "bad400", "bad403", "mixed", "mixed403"
        }) {
            builder.provider(id, provider.v1(), id + "-1", id + "-2");
        }
        gateway = builder.provider("anthropic", provider.v1(), "anthropic-1", "anthropic-2")
                .provider(
                        "ten",
                        provider.v1(),
                        IntStream.rangeClosed(1, 10).mapToObj(i -> "ten-" + i).toArray(String[]::new))
                .set("logging.level.keyway.access", "off")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    /** Each caller is served, whether the words are known or not, and the key is soon left alone. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            told | 400 | {"error":{"message":"Access denied, please make sure your account is in good standing.","type":"Arrearage","param":"","code":"Arrearage"}} | 1
            untold | 400 | {"error":{"message":"Tenant locked (E17).","type":"invalid_request_error","param":null,"code":null}} | 2
            disabled | 403 | {"error":{"message":"This organization has been disabled.","type":"invalid_request_error","param":null,"code":null}} | 1
            forbidden | 403 | {"error":{"message":"Forbidden (E18).","type":"invalid_request_error","param":null,"code":null}} | 2
            inactive | 429 | {"error":{"message":"Your account is not active, please check your billing details on our website.","type":"billing_not_active","code":"billing_not_active"}} | 1
            """)
    void costsNoCallerAnything(String id, int status, String body, int calls) {
        provider.when(Match.key(id + "-1")).reply(Reply.status(status).body(body));

        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer =
                    i % 2 == 0 ? gateway.chat(id + "/m", "n" + i) : gateway.chatStream(id + "/m", "n" + i);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }

        assertThat(provider.requests(Match.key(id + "-1"))).hasSize(calls);
    }

    @Test
    void oneOfTenIsFoundAmongTheOthers() {
        provider.when(Match.key("ten-1")).reply(Reply.status(400).body("{\"message\":\"E17\"}"));

        for (int i = 0; i < 50; i++) {
            assertThat(gateway.chat("ten/m", "n" + i).statusCode()).isEqualTo(200);
        }

        assertThat(provider.requests(Match.key("ten-1"))).hasSize(2);
    }

    @Test
    void isRecognisedInAnthropicsDialect() {
        provider.when(Match.key("anthropic-1")).reply(Reply.status(400).body("""
                {"type":"error","error":{"type":"invalid_request_error","message":"This organization has been disabled."}}"""));

        for (int i = 0; i < 4; i++) {
            HttpResponse<String> answer = gateway.post("/v1/messages", """
                    {"model":"anthropic/claude-haiku-4-5","max_tokens":9,"messages":[{"role":"user","content":"n%d"}]}""".formatted(i));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    /** Also where it is refused with a 403, as by a filter in front of the provider. */
    @ParameterizedTest
    @ValueSource(ints = {400, 403})
    void aRequestThatBothKeysRefuseIsTheCallersAndCostsNobodyAKey(int status) {
        String id = "bad" + status;
        String marker = id + "-body";
        provider.when(Match.bodyContaining(marker))
                .reply(Reply.status(status)
                        .body("{\"error\":{\"message\":\"E99\",\"type\":\"t\",\"param\":null,\"code\":null}}"));

        for (int i = 0; i < 40; i++) {
            HttpResponse<String> refused = gateway.chat(id + "/m", marker + i);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(Answers.json(refused.body()).at("/error/message").asString())
                    .isEqualTo("E99");
        }

        assertThat(provider.requests(Match.bodyContaining(marker))).hasSizeLessThan(status == 400 ? 46 : 86);
        assertThat(gateway.chat(id + "/m", "good").statusCode()).isEqualTo(200);
        assertThat(gateway.chat(id + "/m", "good").statusCode()).isEqualTo(200);
        assertThat(provider.requests(
                        call -> call.text().contains("echo:good") && call.key().startsWith(id)))
                .extracting(call -> call.key())
                .contains(id + "-1", id + "-2");
    }

    @Test
    void whereTheOtherKeyFailsTooTheCallerHearsTheFirstRefusal() {
        provider.when(Match.key("mixed-1")).reply(Reply.status(400).body("{\"message\":\"E17\"}"));
        provider.when(Match.key("mixed-2"))
                .reply(Reply.status(429).header("retry-after", "30").body("{}"));

        HttpResponse<String> answer = gateway.post(CHAT, TestGateway.chatBody("mixed/m", "x", false));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("E17");
    }

    /** With no account free to compare, a 403 goes once to another key, and no key is charged. */
    @Test
    void aForbiddenRequestIsNotGivenUpForWantOfAComparison() {
        provider.when(Match.key("mixed403-1")).times(2).reply(Reply.status(403).body("{\"message\":\"E18\"}"));
        assertThat(gateway.chat("mixed403/m", "a").statusCode()).isEqualTo(200);
        long calls = provider.requestCount();

        HttpResponse<String> answer = gateway.chat("mixed403/m", "b");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(provider.requestCount() - calls).isBetween(1L, 2L);
    }
}
