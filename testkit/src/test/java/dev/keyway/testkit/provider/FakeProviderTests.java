package dev.keyway.testkit.provider;

import static dev.keyway.testkit.script.Match.anyRequest;
import static dev.keyway.testkit.script.Match.key;
import static dev.keyway.testkit.script.Reply.chunks;
import static dev.keyway.testkit.script.Reply.ok;
import static dev.keyway.testkit.script.Reply.status;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testkit.dialect.Errors;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeProviderTests {

    private final FakeProvider provider = FakeProvider.start("sk-1", "sk-2");
    private final Calls calls = new Calls();

    @AfterEach
    void stop() {
        calls.close();
        provider.close();
    }

    @Test
    void echoesTheMarkOfTheLastUserMessageAndCountsItsWords() throws Exception {
        HttpResponse<String> answer = calls.chat(provider, "sk-1", Calls.plain("say echo:m-17 now"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"content\":\"echo:m-17 w1 w2 w3\"", "\"model\":\"gpt-4o\"")
                .contains("\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7");
    }

    @Test
    void streamsWithoutUsageUnlessItIsAskedFor() throws Exception {
        String answer = calls.chat(provider, "sk-1", Calls.stream("echo:a")).body();

        assertThat(answer).endsWith("data: [DONE]\n\n").doesNotContain("usage");
        assertThat(answer.split("\n\n")).hasSize(7);
    }

    @Test
    void streamsUsageInAChunkWithoutChoicesIfItIsAskedFor() throws Exception {
        String[] events =
                calls.chat(provider, "sk-1", Calls.counted("echo:a")).body().split("\n\n");

        assertThat(events).hasSize(8);
        assertThat(events[0]).contains("\"role\":\"assistant\"", "\"usage\":null");
        assertThat(events[6]).contains("\"choices\":[]", "\"completion_tokens\":4");
    }

    @Test
    void refusesAnUnknownKeyAndARevokedOne() throws Exception {
        provider.revokeKey("sk-2");

        assertThat(calls.chat(provider, "sk-9", Calls.plain("x")).statusCode()).isEqualTo(401);
        assertThat(calls.chat(provider, "sk-2", Calls.plain("x")).body()).contains("\"code\":\"invalid_api_key\"");
        assertThat(calls.chat(provider, "sk-1", Calls.plain("x")).statusCode()).isEqualTo(200);
    }

    @Test
    void answersByScriptAsOftenAsToldAndThenWell() throws Exception {
        provider.when(key("sk-1")).times(2).reply(status(429).header("retry-after", "2"));

        HttpResponse<String> first = calls.chat(provider, "sk-1", Calls.plain("x"));
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("retry-after")).hasValue("2");
        assertThat(calls.chat(provider, "sk-2", Calls.plain("x")).statusCode()).isEqualTo(200);
        assertThat(calls.chat(provider, "sk-1", Calls.plain("x")).statusCode()).isEqualTo(429);
        assertThat(calls.chat(provider, "sk-1", Calls.plain("x")).statusCode()).isEqualTo(200);
    }

    @Test
    void answersASequenceInTurn() throws Exception {
        provider.when(anyRequest()).reply(status(500), ok());

        assertThat(calls.chat(provider, "sk-1", Calls.plain("x")).statusCode()).isEqualTo(500);
        assertThat(calls.chat(provider, "sk-1", Calls.plain("x")).statusCode()).isEqualTo(200);
        assertThat(calls.chat(provider, "sk-1", Calls.plain("x")).statusCode()).isEqualTo(200);
    }

    @Test
    void cutsAStreamAfterSomeChunks() {
        provider.when(anyRequest()).stream(chunks(50).gap(ofMillis(1)).cutAfter(3));

        assertThatThrownBy(() -> calls.chat(provider, "sk-1", Calls.stream("x")))
                .isInstanceOf(IOException.class);
        assertThat(provider.lastRequest().stream()).isTrue();
    }

    @Test
    void putsAnErrorBehindTheEventsThatComeBeforeAnyContent() throws Exception {
        provider.when(anyRequest()).stream(
                ok().errorAfterLifecycle(Errors.openAi().server()));

        String answer = calls.chat(provider, "sk-1", Calls.stream("x")).body();

        assertThat(answer.split("\n\n")).hasSize(2);
        assertThat(answer).contains("\"role\":\"assistant\"").endsWith("\"code\":null}}\n\n");
    }

    @Test
    void keepsWhatItReceived() throws Exception {
        calls.chat(provider, "sk-1", Calls.plain("x"));

        ReceivedRequest request = provider.awaitRequests(1, ofSeconds(5)).getFirst();
        assertThat(request.key()).isEqualTo("sk-1");
        assertThat(request.model()).isEqualTo("gpt-4o");
        assertThat(request.text()).isEqualTo(Calls.plain("x"));
        provider.awaitIdle(ofSeconds(5));
        assertThat(request.outcome()).isEqualTo(ReceivedRequest.Outcome.ANSWERED);
    }
}
