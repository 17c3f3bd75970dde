package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider can answer that is no answer: another key is asked, or the caller is told the truth. Nothing hangs. */
class BadAnswersIT {

    private static final Map<String, Reply> PLAIN = plain();
    private static final Map<String, Reply> STREAMED = streamed();

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static Calm calm;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start();
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-1", "sk-2", "sk-3")
                .set("keyway.global-timeout", "4s")
                .start();
        calm = Calm.watch(gateway);
    }

    @AfterAll
    static void stop() {
        calm.lostNoBuffer("gpt-4o");
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void asksAgainWhereOneAnswerIsNone() {
        PLAIN.forEach((name, reply) ->
                provider.when(Match.model("once-" + name)).once().reply(reply));
        STREAMED.forEach((name, reply) ->
                provider.when(Match.model("once-s-" + name)).once().reply(reply));

        Map<String, HttpResponse<String>> plain = atOnce(PLAIN, name -> gateway.chat("once-" + name, "ok"));
        Map<String, HttpResponse<String>> streamed =
                atOnce(STREAMED, name -> gateway.chatStream("once-s-" + name, "ok"));

        SoftAssertions all = new SoftAssertions();
        plain.forEach((name, answer) -> {
            all.assertThat(answer.statusCode()).as(name + answer.body()).isEqualTo(200);
            all.assertThat(answer.body()).as(name).contains("echo:ok");
        });
        streamed.forEach((name, answer) -> {
            all.assertThat(answer.statusCode()).as(name + answer.body()).isEqualTo(200);
            all.assertThat(answer.body()).as(name).contains("echo:ok").endsWith("data: [DONE]\n\n");
        });
        all.assertAll();
        calm.servesAndHoldsNothing("gpt-4o");
    }

    /** A stated end does not make an answer of it. */
    @Test
    void asksAgainWhereAResponseHasNoOutput() {
        provider.when(Match.path("/v1/responses"))
                .once()
                .reply(Reply.status(200).body("""
                {"id":"resp_1","object":"response","status":"completed","output":null,"usage":null}"""));

        HttpResponse<String> answer = gateway.post("/v1/responses", "{\"model\":\"gpt-4o\",\"input\":\"echo:ok\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("echo:ok");
        assertThat(provider.requests(Match.path("/v1/responses"))).hasSize(2);
    }

    @Test
    void tellsTheTruthWhereNoAnswerIsOne() {
        PLAIN.forEach(
                (name, reply) -> provider.when(Match.model("always-" + name)).reply(reply));
        STREAMED.forEach(
                (name, reply) -> provider.when(Match.model("always-s-" + name)).reply(reply));

        Map<String, HttpResponse<String>> answers = new LinkedHashMap<>();
        answers.putAll(atOnce(PLAIN, name -> gateway.chat("always-" + name, "ok")));
        atOnce(STREAMED, name -> gateway.chatStream("always-s-" + name, "ok"))
                .forEach((name, answer) -> answers.put("s-" + name, answer));

        SoftAssertions all = new SoftAssertions();
        answers.forEach((name, answer) -> {
            all.assertThat(answer.statusCode()).as(name + answer.body()).isEqualTo(502);
            all.assertThat(answer.body()).as(name).contains("\"code\":\"provider_error\"");
            all.assertThat(answer.headers().firstValue("x-keyway-origin"))
                    .as(name)
                    .hasValue("provider");
            all.assertThat(answer.headers().firstValue("content-type")).as(name).hasValue("application/json");
            all.assertThat(answer.body()).as(name).doesNotContain("<html>", "127.0.0.1");
        });
        all.assertAll();
        calm.servesAndHoldsNothing("gpt-4o");
    }

    @Test
    void endsAStreamThatIsOneEndlessLineWithAnError() {
        provider.when(Match.model("endless")).reply(Reply.ok().endlessLine(4 * 1024 * 1024));

        HttpResponse<String> answer = gateway.chatStream("endless", "ok");

        assertThat(answer.body()).contains("\"code\":\"provider_error\"").doesNotContain("[DONE]");
        calm.servesAndHoldsNothing("gpt-4o");
    }

    @Test
    void servesTheNextWhereAnAnswerIsShorterThanItsBytes() {
        provider.when(Match.model("longer")).reply(Reply.ok().contentLengthOff(-10));

        HttpResponse<String> cut = gateway.chat("longer", "ok");

        assertThat(cut.statusCode()).isEqualTo(502);
        calm.servesAndHoldsNothing("gpt-4o");
    }

    private static Map<String, Reply> plain() {
        Map<String, Reply> replies = new LinkedHashMap<>();
        replies.put("html", Reply.html(200));
        replies.put("html-502", Reply.html(502));
        replies.put("empty", Reply.status(200));
        replies.put("closed", Reply.close());
        replies.put("reset", Reply.resetAfterRequest());
        replies.put("half", Reply.ok().halfBody());
        replies.put("length-over", Reply.ok().contentLengthOff(10));
        replies.put("gzip", Reply.ok().gzip());
        replies.put("chunking", Reply.ok().badChunking());
        replies.put("huge-header", Reply.ok().hugeHeader(100_000));
        replies.put("text", Reply.status(200).body("OK").contentType("text/plain"));
        replies.put("no-content", Reply.status(204));
        replies.put("no-choices", Reply.status(200).body("""
                {"id":"x","choices":null,"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}"""));
        return replies;
    }

    private static Map<String, Reply> streamed() {
        Map<String, Reply> replies = new LinkedHashMap<>();
        replies.put("html", Reply.html(200));
        replies.put("empty", Reply.status(200).contentType("text/event-stream"));
        replies.put("gzip", Reply.ok().gzip());
        replies.put("nothing-but-head", Reply.ok().cutAfter(0));
        replies.put("chunking", Reply.ok().badChunking());
        return replies;
    }

    private static Map<String, HttpResponse<String>> atOnce(
            Map<String, Reply> cases, java.util.function.Function<String, HttpResponse<String>> call) {
        Map<String, HttpResponse<String>> answers = new LinkedHashMap<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, CompletableFuture<HttpResponse<String>>> running = new LinkedHashMap<>();
            cases.keySet()
                    .forEach(name -> running.put(name, CompletableFuture.supplyAsync(() -> call.apply(name), clients)));
            running.forEach((name, answer) -> answers.put(name, answer.join()));
        }
        return answers;
    }
}
