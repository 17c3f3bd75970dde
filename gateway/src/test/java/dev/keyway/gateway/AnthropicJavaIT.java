package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import com.anthropic.services.blocking.MessageService;
import com.anthropic.services.blocking.ModelService;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Anthropic's own Java SDK, told nothing but another base URL and another key, natively and on {@code /v1/messages}. */
class AnthropicJavaIT {

    /** What the SDK, which adds {@code /v1/messages} itself, is given as its base URL. */
    enum Base {
        GATEWAY(""),
        NATIVE("/anthropic");

        private final String path;

        Base(String path) {
            this.path = path;
        }

        Session client() {
            return clientOf(path, TestGateway.TOKEN);
        }
    }

    /** A client that is closed after the test. */
    record Session(AnthropicClient client) implements AutoCloseable {

        MessageService messages() {
            return client.messages();
        }

        ModelService models() {
            return client.models();
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static final String MODEL = "claude-sonnet-5";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static FakeProvider provider;
    private static StandaloneGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-ant");
        gateway = StandaloneGateway.start(
                "GLOBAL_TIMEOUT=1", "ANTHROPIC_API_BASE=" + provider.v1(), "ANTHROPIC_API_KEY=sk-ant");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
        gateway.forget();
    }

    @ParameterizedTest
    @EnumSource
    void asks(Base base) {
        try (Session client = base.client()) {
            Message answer = client.messages().create(question(MODEL, "m1"));

            assertThat(text(answer)).isEqualTo(Answers.echo("m1"));
        }
        assertThat(provider.lastRequest().key()).isEqualTo("sk-ant");
        assertThat(provider.lastRequest().header("x-api-key")).isEqualTo("sk-ant");
        assertThat(provider.lastRequest().path()).isEqualTo("/v1/messages");
        RequestRecord record = gateway.awaitSettled(1).getFirst();
        assertThat(record.model()).isEqualTo(MODEL);
        assertThat(record.usage().completionTokens()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void streams(Base base) {
        try (Session client = base.client()) {
            assertThat(text(accumulated(client, question(MODEL, "s1")))).isEqualTo(Answers.echo("s1"));
        }
        assertThat(gateway.awaitSettled(1).getFirst().outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource
    void callsATool(Base base) {
        MessageCreateParams asked = question(MODEL, "t1").toBuilder()
                .addTool(Tool.builder()
                        .name("look_up")
                        .inputSchema(Tool.InputSchema.builder().build())
                        .build())
                .build();
        try (Session client = base.client()) {
            for (Message answer : List.of(client.messages().create(asked), accumulated(client, asked))) {
                ToolUseBlock call = answer.content().stream()
                        .flatMap(block -> block.toolUse().stream())
                        .findFirst()
                        .orElseThrow();
                assertThat(call.name()).isEqualTo("look_up");
                assertThat(call._input()
                                .convert(
                                        new com.fasterxml.jackson.core.type.TypeReference<
                                                java.util.Map<String, String>>() {}))
                        .containsEntry("echo", "t1");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsTokensForFree(Base base) {
        try (Session client = base.client()) {
            assertThat(client.messages()
                            .countTokens(MessageCountTokensParams.builder()
                                    .model(MODEL)
                                    .addUserMessage("three words here")
                                    .build())
                            .inputTokens())
                    .isEqualTo(3);
        }
        assertThat(gateway.awaitSettled(1).getFirst().usage().promptTokens()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void listsModels(Base base) {
        try (Session client = base.client()) {
            List<String> ids = client.models().list().autoPager().stream()
                    .map(ModelInfo::id)
                    .toList();

            assertThat(ids).contains(base == Base.NATIVE ? MODEL : "anthropic/" + MODEL);
            assertThat(client.models().retrieve(ids.getFirst()).id()).isEqualTo(ids.getFirst());
        }
    }

    @ParameterizedTest
    @EnumSource
    void understandsErrors(Base base) {
        provider.when(Match.model("claude-long")).reply(Errors.anthropic().contextLength());
        try (Session stranger = clientOf(base.path, "not-the-token");
                Session client = base.client()) {
            UnauthorizedException unknown = catchThrowableOfType(
                    UnauthorizedException.class, () -> stranger.messages().create(question(MODEL, "e1")));
            BadRequestException tooLong = catchThrowableOfType(
                    BadRequestException.class, () -> client.messages().create(question("claude-long", "e2")));

            assertThat(unknown.headers().values("x-keyway-origin")).containsExactly("gateway");
            assertThat(tooLong.headers().values("x-keyway-origin")).containsExactly("provider");
            assertThat(tooLong.getMessage()).contains("prompt is too long");
        }
        assertThat(provider.requestCount()).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotMultiplyItsRetriesWithTheGatewaysOwn(Base base) {
        String model = "claude-broken-" + base.name();
        provider.when(Match.model(model)).reply(Errors.anthropic().server());
        try (Session client = base.client()) {
            InternalServerException refused = catchThrowableOfType(
                    InternalServerException.class, () -> client.messages().create(question(model, "e3")));

            assertThat(refused.statusCode()).isEqualTo(502);
            assertThat(refused.headers().values("x-should-retry")).containsExactly("false");
        }
        assertThat(gateway.awaitSettled(1)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void freesTheKeyWhenAStreamIsClosedEarly(Base base) {
        provider.when(Match.streaming()).reply(Reply.chunks(10_000).gap(Duration.ofMillis(5)));
        try (Session client = base.client();
                StreamResponse<RawMessageStreamEvent> answer =
                        client.messages().createStreaming(question(MODEL, "c1"))) {
            Iterator<RawMessageStreamEvent> events = answer.stream().iterator();
            assertThat(events.next().isMessageStart()).isTrue();
            assertThat(gateway.gateway().get("/v1/providers").body()).contains("\"in_flight\":1");
        }

        provider.awaitAbandoned(provider.lastRequest(), PATIENCE);
        gateway.awaitNothingInFlight();
        assertThat(gateway.awaitSettled(1)).extracting(RequestRecord::outcome).containsExactly(Outcome.CANCELLED);
    }

    @Test
    void tellsThatAStreamBrokeOff() {
        provider.when(Match.streaming()).once().reply(Reply.chunks(20).cutAfter(5));
        try (Session client = Base.NATIVE.client()) {
            assertThatExceptionOfType(AnthropicServiceException.class)
                    .isThrownBy(() -> accumulated(client, question("claude-haiku-4-5", "b1")))
                    .withMessageContaining("provider closed the connection");
        }
        gateway.awaitNothingInFlight();
    }

    private static Message accumulated(Session client, MessageCreateParams params) {
        MessageAccumulator whole = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> answer = client.messages().createStreaming(params)) {
            Stream<RawMessageStreamEvent> events = answer.stream();
            events.forEach(whole::accumulate);
        }
        return whole.message();
    }

    private static String text(Message answer) {
        return answer.content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .collect(Collectors.joining());
    }

    private static MessageCreateParams question(String model, String marker) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(64)
                .addUserMessage("echo:" + marker)
                .build();
    }

    private static Session clientOf(String path, String token) {
        return new Session(AnthropicOkHttpClient.builder()
                .baseUrl(gateway.gateway().origin() + path)
                .apiKey(token)
                .build());
    }
}
