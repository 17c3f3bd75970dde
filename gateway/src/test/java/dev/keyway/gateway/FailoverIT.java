package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever goes wrong before the first byte, the client gets one whole answer. The cases share one gateway, each with a
 * model of its own so that they do not charge each other's keys, and run all at once since the policy's pauses are real.
 */
class FailoverIT {

    /** What the first attempts meet, and on which call the answer comes. A key is tried twice where it may recover. */
    record Fault(String name, Kind kind, Reply reply, int fails, int keys) {

        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + ": " + name;
        }

        String marker() {
            return kind + "-" + name.replace(' ', '-');
        }

        String path() {
            return kind == Kind.MESSAGES ? "/v1/messages" : "/v1/chat/completions";
        }

        String body() {
            String provider = kind == Kind.MESSAGES ? "anthropic" : "openai";
            return """
                    {"model":"%s/%s","max_tokens":9,"messages":[{"role":"user","content":"echo:%s"}],"stream":%s}""".formatted(provider, marker(), marker(), kind != Kind.PLAIN);
        }
    }

    /** Of the two seconds that the models named "late" are given for their first content. */
    private static final Duration MOST_OF_LATE = Duration.ofMillis(1500);

    enum Kind {
        PLAIN,
        STREAM,
        MESSAGES
    }

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static Traffic traffic;
    private static LeakWatch leakWatch;
    private static final Map<String, CompletableFuture<HttpResponse<String>>> ANSWERS = new HashMap<>();

    @BeforeAll
    static void sendAll() {
        String[] keys = IntStream.range(0, 40).mapToObj(i -> "sk-" + i).toArray(String[]::new);
        provider = FakeProvider.start(keys);
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), keys)
                .provider("anthropic", provider.v1(), keys)
                .set("keyway.providers.openai.model-timeouts[*late*].first-byte-timeout", "2s")
                .set("keyway.providers.openai.model-timeouts[*late*].first-byte-timeout-stream", "2s")
                .set("keyway.providers.anthropic.model-timeouts[*late*].first-byte-timeout-stream", "2s")
                .set("logging.level.dev.keyway", "error")
                .set("logging.level.keyway.access", "off")
                .with(Records.Kept.class)
                .start();
        leakWatch = new LeakWatch();
        traffic = new Traffic(gateway);
        faults().forEach(fault -> {
            provider.when(Match.bodyContaining("echo:" + fault.marker() + "\""))
                    .times(fault.fails())
                    .reply(fault.reply());
            ANSWERS.put(fault.marker(), traffic.post(fault.path(), fault.body()));
        });
    }

    @AfterAll
    static void stop() {
        traffic.close();
        leakWatch.close();
        gateway.close();
        provider.close();
    }

    static Stream<Fault> faults() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.concat(anyAnswer(kind), kind == Kind.PLAIN ? wholeAnswers() : streams(kind)));
    }

    private static Stream<Fault> anyAnswer(Kind kind) {
        return Stream.of(
                sameKeyFirst(kind, "500", Reply.status(500)),
                nextKey(kind, "503", Reply.status(503)),
                nextKey(kind, "429", Reply.status(429)),
                nextKey(kind, "401", Reply.status(401)),
                nextKey(kind, "402", Reply.status(402)),
                nextKey(kind, "403", Reply.status(403)),
                sameKeyFirst(kind, "reset after the request", Reply.resetAfterRequest()),
                sameKeyFirst(kind, "closed after the request", Reply.close()),
                sameKeyFirst(kind, "reset after the headers", Reply.ok().resetAfterHeaders()),
                nextKey(kind, "headers late", Reply.silence()),
                nextKey(kind, "body late", Reply.headersOnly()),
                nextKey(
                        kind,
                        "body late after its headers",
                        Reply.ok().delay(MOST_OF_LATE).delayBody(MOST_OF_LATE)),
                sameKeyFirst(kind, "HTML", Reply.html(200)),
                sameKeyFirst(kind, "HTML 502", Reply.html(502)),
                sameKeyFirst(kind, "empty", Reply.status(200)),
                sameKeyFirst(kind, "no content", Reply.status(204)),
                sameKeyFirst(kind, "gzip", Reply.ok().gzip()),
                sameKeyFirst(kind, "bad chunking", Reply.ok().badChunking()),
                sameKeyFirst(kind, "header too large", Reply.ok().hugeHeader(200_000)));
    }

    private static Stream<Fault> wholeAnswers() {
        return Stream.of(
                sameKeyFirst(Kind.PLAIN, "truncated", Reply.ok().cutAfterBytes(200)),
                sameKeyFirst(
                        Kind.PLAIN,
                        "truncated without length",
                        Reply.ok().halfBody().untilClose()),
                sameKeyFirst(Kind.PLAIN, "half JSON", Reply.ok().halfBody()),
                sameKeyFirst(Kind.PLAIN, "length too long", Reply.ok().contentLengthOff(7)),
                sameKeyFirst(Kind.PLAIN, "length too short", Reply.ok().contentLengthOff(-7)),
                sameKeyFirst(
                        Kind.PLAIN,
                        "error as 200",
                        Reply.ok().body(Errors.openAi().server().body())));
    }

    private static Stream<Fault> streams(Kind kind) {
        boolean openAi = kind == Kind.STREAM;
        var rateLimit =
                openAi ? Errors.openAi().rateLimited() : Errors.anthropic().rateLimited();
        var overload =
                openAi ? Errors.openAi().overloaded() : Errors.anthropic().overloaded();
        return Stream.of(
                nextKey(kind, "error first", Reply.ok().errorFirst(rateLimit)),
                nextKey(kind, "error after lifecycle", Reply.ok().errorAfterLifecycle(overload)),
                nextKey(kind, "content late", Reply.ok().silentAfter(0)),
                sameKeyFirst(kind, "cut after lifecycle", Reply.ok().cutAfter(0)),
                sameKeyFirst(kind, "reset after lifecycle", Reply.ok().resetAfter(0)),
                sameKeyFirst(kind, "cut within the first event", Reply.ok().cutAfterBytes(40)),
                sameKeyFirst(kind, "JSON instead", Reply.ok().body("{\"half\":")));
    }

    private static Fault sameKeyFirst(Kind kind, String name, Reply reply) {
        return new Fault(name, kind, reply, 2, 2);
    }

    private static Fault nextKey(Kind kind, String name, Reply reply) {
        return new Fault(name, kind, reply, 1, 2);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theClientGetsOneWholeAnswerFromAnotherKey(Fault fault) {
        HttpResponse<String> answer = answerTo(fault.marker());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        if (fault.kind() == Kind.PLAIN) {
            assertThat(Answers.text(answer.body())).isEqualTo(Answers.echo(fault.marker()));
        } else {
            assertThat(Answers.streamedText(answer.body())).isEqualTo(Answers.echo(fault.marker()));
            assertThat(Answers.ends(answer.body())).isEqualTo(1);
            assertThat(Answers.errors(answer.body())).isEmpty();
        }
        List<ReceivedRequest> calls = provider.requests(Match.bodyContaining("echo:" + fault.marker() + "\""));
        assertThat(calls).hasSize(fault.fails() + 1);
        assertThat(calls.stream().map(ReceivedRequest::key).distinct()).hasSize(fault.keys());
        assertThat(answer.headers().firstValue("x-keyway-attempts")).hasValue(Integer.toString(calls.size()));
        assertThat(Records.of(gateway).awaitFor(fault.marker()).attempts()).isEqualTo(calls.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"STREAM-content-late", "MESSAGES-content-late"})
    void lifecycleEventsDoNotBuyMoreTimeForTheFirstContent(String marker) {
        assertThat(answerTo(marker).statusCode()).isEqualTo(200);

        assertThat(Records.of(gateway).awaitFor(marker).firstByte())
                .as("2 s for the first attempt; lifecycle events alone are held for 10 s")
                .isLessThan(Duration.ofSeconds(9));
    }

    private static HttpResponse<String> answerTo(String marker) {
        return Objects.requireNonNull(ANSWERS.get(marker)).join();
    }

    @Test
    void leavesNothingInFlightAndNoBufferBehind() {
        CompletableFuture.allOf(ANSWERS.values().toArray(CompletableFuture[]::new))
                .join();

        traffic.awaitNothingInFlight();
        assertThat(leakWatch.leaks()).isEmpty();
    }
}
