package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A stream that breaks off after its first byte has one key, so that a second call would show. */
class BrokenStreamIT {

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static Traffic traffic;
    private static LeakWatch leakWatch;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-1")
                .provider("anthropic", provider.v1(), "sk-1")
                .set("logging.level.dev.keyway", "error")
                .set("logging.level.keyway.access", "off")
                .with(Records.Kept.class)
                .start();
        traffic = new Traffic(gateway);
        leakWatch = new LeakWatch();
    }

    @AfterAll
    static void stop() {
        traffic.close();
        leakWatch.close();
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                Arguments.of("cut", Reply.chunks(10).cutAfter(3)),
                Arguments.of("reset", Reply.chunks(10).resetAfter(3).gap(Duration.ofMillis(20))),
                Arguments.of(
                        "open-ai-error",
                        Reply.chunks(10).errorAfter(3, Errors.openAi().server())),
                Arguments.of(
                        "anthropic-error",
                        Reply.chunks(10).errorAfter(3, Errors.anthropic().overloaded())),
                Arguments.of("ended-early", Reply.chunks(3).withoutFinish()));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void anOpenAiStreamEndsWithOneErrorEventAndNoSecondCall(String name, Reply reply) {
        provider.when(Match.streaming()).once().reply(reply);

        HttpResponse<String> answer = gateway.chatStream("openai/" + name, "b");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Answers.streamedText(answer.body())).isEqualTo("echo:b w1 w2");
        assertEndsWithOneError(answer.body(), "data: {\"error\":");
        JsonNode error = Answers.errors(answer.body()).getFirst().path("error");
        assertThat(error.path("code").asString()).isEqualTo("provider_error");
        assertThat(error.path("message").asString()).isNotBlank();
        assertNoTrace("openai", name);
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void anAnthropicStreamEndsWithOneErrorEventAndNoSecondCall(String name, Reply reply) {
        provider.when(Match.streaming()).once().reply(reply);

        HttpResponse<String> answer = messages("anthropic/a-" + name);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Answers.streamedText(answer.body())).isEqualTo("echo:b w1 w2");
        assertEndsWithOneError(answer.body(), "event: error\ndata: {\"type\":\"error\",");
        assertNoTrace("anthropic", "a-" + name);
    }

    @Test
    void anAnswerThatBreaksOffAfterMuchOfItHasGoneIsCutForTheClientToo() {
        provider.when(Match.anyRequest())
                .once()
                .reply(Reply.chunks(3000).chunkBytes(1000).cutAfterBytes(2_500_000));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> gateway.chat("openai/large", "b"))
                .as("an answer of fixed length that is not whole must not look whole")
                .isInstanceOf(java.io.UncheckedIOException.class);

        RequestRecord record = Records.of(gateway).awaitFor("large");
        assertThat(record.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(Traffic.calls(provider)).hasSize(1);
        traffic.awaitNothingInFlight();
    }

    @Test
    void noBufferIsLeftBehind() {
        provider.when(Match.streaming()).times(20).reply(Reply.chunks(10).cutAfter(3));
        List<HttpResponse<String>> answers = Traffic.run(20, 4, i -> traffic.chat("openai/leak-" + i, "b", true));

        assertThat(answers)
                .allSatisfy(answer -> assertThat(Answers.errors(answer.body())).hasSize(1));
        assertThat(leakWatch.leaks()).isEmpty();
    }

    private static HttpResponse<String> messages(String model) {
        return gateway.post("/v1/messages", """
                {"model":"%s","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"echo:b"}]}""".formatted(model));
    }

    private static void assertEndsWithOneError(String body, String start) {
        assertThat(Answers.errors(body)).hasSize(1);
        assertThat(Answers.ends(body)).isZero();
        int last = body.lastIndexOf("\n\n", body.length() - 3) + 2;
        assertThat(body.substring(last)).startsWith(start).endsWith("}\n\n");
    }

    private static void assertNoTrace(String providerId, String model) {
        assertThat(Traffic.calls(provider)).hasSize(1);
        assertThat(traffic.inFlight()).isZero();
        RequestRecord record = Records.of(gateway).awaitFor(model);
        assertThat(record.provider()).isEqualTo(providerId);
        assertThat(record.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(record.estimated()).isTrue();
        assertThat(record.usage().completionTokens()).isGreaterThanOrEqualTo(3);
    }
}
