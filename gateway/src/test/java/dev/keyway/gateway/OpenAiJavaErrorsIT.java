package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.Sleeper;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.keyway.filters.record.Outcome;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway's errors as OpenAI's Java SDK understands them, with its retries as they are out of the box. */
class OpenAiJavaErrorsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final List<Duration> slept = new CopyOnWriteArrayList<>();
    private static FakeProvider provider;
    private static StandaloneGateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-openai", "sk-limited");
        gateway = StandaloneGateway.start(
                "GLOBAL_TIMEOUT=1",
                "OPENAI_API_BASE=" + provider.v1(),
                "OPENAI_API_KEY=sk-openai",
                "LIMITED_API_BASE=" + provider.v1(),
                "LIMITED_API_KEY=sk-limited",
                "DEAD_API_BASE=" + provider.v1(),
                "DEAD_API_KEY_1=sk-dead-1",
                "DEAD_API_KEY_2=sk-dead-2",
                "DEAD_API_KEY_3=sk-dead-3");
        client = client(TestGateway.TOKEN);
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
        gateway.forget();
        slept.clear();
    }

    @Test
    void tellsAStrangerThatTheTokenIsWrong() {
        OpenAIClient stranger = client("not-the-token");

        UnauthorizedException refused =
                catchThrowableOfType(UnauthorizedException.class, () -> chat(stranger, "openai/gpt-4o"));
        stranger.close();

        assertThat(refused.code()).hasValue("invalid_token");
        assertThat(refused.type()).hasValue("authentication_error");
        assertThat(refused.headers().values("x-keyway-origin")).containsExactly("gateway");
        assertThat(gateway.awaitSettled(1)).hasSize(1);
        assertThat(provider.requestCount()).isZero();
    }

    @Test
    void tellsThatAModelIsUnknown() {
        NotFoundException refused =
                catchThrowableOfType(NotFoundException.class, () -> chat(client, "nobody-has-this-model"));

        assertThat(refused.code()).hasValue("model_not_found");
        assertThat(gateway.awaitSettled(1)).hasSize(1);
    }

    @Test
    void handsTheProvidersRefusalOfARequestThrough() {
        provider.when(Match.model("gpt-4o")).reply(Errors.openAi().contextLength());

        BadRequestException refused =
                catchThrowableOfType(BadRequestException.class, () -> chat(client, "openai/gpt-4o"));

        assertThat(refused.code()).hasValue("context_length_exceeded");
        assertThat(refused.param()).hasValue("messages");
        assertThat(refused.headers().values("x-keyway-origin")).containsExactly("provider");
        assertThat(gateway.awaitSettled(1)).hasSize(1);
        assertThat(provider.requestCount()).isOne();
    }

    @Test
    void waitsAsLongAsItIsToldAndIsServed() {
        Duration wait = Duration.ofMillis(1500);
        provider.when(Match.key("sk-limited").and(Match.path("/chat/completions")))
                .once()
                .reply(Errors.openAi().rateLimited().retryAfterMillis(wait));

        chat(client, "limited/gpt-4o");

        assertThat(slept)
                .singleElement()
                .satisfies(pause -> assertThat(pause).isBetween(wait.minusMillis(500), wait.plusMillis(500)));
        assertThat(gateway.awaitSettled(2))
                .extracting(request -> request.status())
                .containsExactly(429, 200);
        assertThat(provider.requestCount()).isEqualTo(2);
    }

    @Test
    void givesUpAfterItsOwnRetriesWithOneUpstreamCallAtMostForEach() {
        provider.when(Match.key("sk-limited").and(Match.path("/chat/completions")))
                .reply(Errors.openAi().rateLimited().retryAfterMillis(Duration.ofMillis(1200)));

        RateLimitException refused =
                catchThrowableOfType(RateLimitException.class, () -> chat(client, "limited/gpt-4o-mini"));

        assertThat(refused.code()).hasValue("keys_cooling");
        assertThat(refused.headers().values("retry-after")).hasSize(1);
        assertThat(gateway.awaitSettled(3))
                .as("one request and the SDK's two retries")
                .hasSize(3);
        assertThat(provider.requestCount()).isLessThanOrEqualTo(3);
    }

    @Test
    void makesOneRequestWhereAllKeysAreDead() {
        OpenAIServiceException refused =
                catchThrowableOfType(OpenAIServiceException.class, () -> chat(client, "dead/gpt-4o"));

        assertThat(refused).isInstanceOf(InternalServerException.class);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.code()).hasValue("keys_unavailable");
        assertThat(refused.headers().values("x-should-retry")).containsExactly("false");
        assertThat(slept).isEmpty();
        assertThat(gateway.awaitSettled(1)).hasSize(1);
        assertThat(provider.requests())
                .extracting(ReceivedRequest::key)
                .containsExactlyInAnyOrder("sk-dead-1", "sk-dead-2", "sk-dead-3");
    }

    @Test
    void doesNotMultiplyItsRetriesWithTheGatewaysOwn() {
        provider.when(Match.model("gpt-broken")).reply(Errors.openAi().server());

        InternalServerException refused =
                catchThrowableOfType(InternalServerException.class, () -> chat(client, "openai/gpt-broken"));

        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(slept).isEmpty();
        assertThat(gateway.awaitSettled(1)).hasSize(1);
    }

    @Test
    void freesTheKeyWhenAStreamIsClosedEarly() {
        provider.when(Match.streaming()).reply(Reply.chunks(10_000).gap(Duration.ofMillis(5)));

        try (StreamResponse<ChatCompletionChunk> answer =
                client.chat().completions().createStreaming(question("openai/gpt-4o"))) {
            Iterator<ChatCompletionChunk> chunks = answer.stream().iterator();
            assertThat(chunks.next().choices()).isNotEmpty();
            assertThat(chunks.next().choices()).isNotEmpty();
            assertThat(gateway.gateway().get("/v1/providers").body()).contains("\"in_flight\":1");
        }

        provider.awaitAbandoned(provider.lastRequest(), PATIENCE);
        gateway.awaitNothingInFlight();
        assertThat(gateway.awaitSettled(1))
                .extracting(request -> request.outcome())
                .containsExactly(Outcome.CANCELLED);
    }

    @Test
    void tellsThatAStreamBrokeOff() {
        provider.when(Match.streaming()).once().reply(Reply.chunks(20).cutAfter(5));

        assertThatExceptionOfType(OpenAIServiceException.class)
                .isThrownBy(() -> {
                    try (StreamResponse<ChatCompletionChunk> answer =
                            client.chat().completions().createStreaming(question("openai/gpt-4o-mini"))) {
                        answer.stream()
                                .forEach(chunk -> assertThat(chunk.choices()).isNotEmpty());
                    }
                })
                .withMessageContaining("provider closed the connection");
        gateway.awaitNothingInFlight();
    }

    @Test
    void tellsThatAStreamOfAResponseBrokeOff() {
        provider.when(Match.streaming()).once().reply(Reply.chunks(20).cutAfter(5));
        ResponseCreateParams question = ResponseCreateParams.builder()
                .model("openai/gpt-4o-mini")
                .input("echo:e2")
                .build();

        assertThatExceptionOfType(OpenAIServiceException.class)
                .isThrownBy(() -> {
                    try (StreamResponse<ResponseStreamEvent> answer =
                            client.responses().createStreaming(question)) {
                        answer.stream()
                                .forEach(event -> assertThat(event.isError()).isFalse());
                    }
                })
                .withMessageContaining("provider closed the connection");
        gateway.awaitNothingInFlight();
    }

    private static Object chat(OpenAIClient who, String model) {
        return who.chat().completions().create(question(model));
    }

    private static ChatCompletionCreateParams question(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("echo:e1")
                .build();
    }

    private static OpenAIClient client(String token) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.baseUrl())
                .apiKey(token)
                .sleeper(new NotingSleeper())
                .build();
    }

    /** Sleeps as told, and notes how long that was. */
    private static final class NotingSleeper implements Sleeper {

        @Override
        public void sleep(Duration duration) {
            slept.add(duration);
            long end = System.nanoTime() + duration.toNanos();
            for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }

        @Override
        public CompletableFuture<Void> sleepAsync(Duration duration) {
            slept.add(duration);
            return CompletableFuture.runAsync(
                    () -> {},
                    CompletableFuture.delayedExecutor(duration.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS));
        }

        @Override
        public void close() {}
    }
}
