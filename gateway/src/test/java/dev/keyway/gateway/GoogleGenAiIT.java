package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GetModelConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Model;
import com.google.genai.types.Tool;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's own Java SDK, told nothing but another base URL and another key. */
class GoogleGenAiIT {

    private static final String MODEL = "gemini-2.5-flash";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static FakeProvider provider;
    private static StandaloneGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-gemini");
        gateway = StandaloneGateway.start(
                "GLOBAL_TIMEOUT=1",
                "GEMINI_API_BASE=" + provider.geminiOpenAi(),
                "GEMINI_API_KEY=sk-gemini",
                "IGNORE_MODELS_GEMINI=*-secret");
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
    }

    @ParameterizedTest
    @ValueSource(strings = {MODEL, "models/gemini-2.5-flash", "gemini/gemini-2.5-flash"})
    void generates(String model) {
        GenerateContentResponse answer = client.models.generateContent(model, "echo:g1", null);

        assertThat(answer.text()).startsWith("echo:g1");
        assertThat(provider.lastRequest().header("x-goog-api-key")).isEqualTo("sk-gemini");
        assertThat(provider.lastRequest().target()).endsWith("/models/gemini-2.5-flash:generateContent");
        RequestRecord record = gateway.awaitSettled(1).getFirst();
        assertThat(record.model()).isEqualTo(MODEL);
        assertThat(record.usage().completionTokens()).isEqualTo(4);
        assertThat(record.estimated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta"})
    void takesEitherVersion(String version) {
        try (Client other = Client.builder()
                .apiKey(TestGateway.TOKEN)
                .httpOptions(options().apiVersion(version).build())
                .build()) {
            assertThat(other.models.generateContent(MODEL, "echo:v", null).text())
                    .startsWith("echo:v");
        }
        assertThat(provider.lastRequest().path()).startsWith("/" + version + "/");
    }

    @Test
    void streams() {
        List<String> pieces = new ArrayList<>();
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(MODEL, "echo:s1", null)) {
            stream.forEach(chunk -> pieces.add(Objects.requireNonNull(chunk.text())));
        }

        assertThat(pieces).hasSize(4);
        assertThat(String.join("", pieces)).isEqualTo(Answers.echo("s1"));
        RequestRecord record = gateway.awaitSettled(1).getFirst();
        assertThat(record.stream()).isTrue();
        assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(record.usage().completionTokens()).isEqualTo(4);
    }

    @Test
    void callsATool() {
        GenerateContentConfig config = GenerateContentConfig.builder()
                .tools(Tool.builder()
                        .functionDeclarations(
                                FunctionDeclaration.builder().name("look_up").build()))
                .build();

        GenerateContentResponse answer = client.models.generateContent(MODEL, "echo:t1", config);

        FunctionCall call = Objects.requireNonNull(answer.functionCalls()).getFirst();

        assertThat(call.name()).hasValue("look_up");
        assertThat(call.args().orElseThrow()).containsEntry("echo", "t1");
    }

    @Test
    void countsTokensForFree() {
        assertThat(client.models.countTokens(MODEL, "three words here", null).totalTokens())
                .hasValue(3);

        RequestRecord record = gateway.awaitSettled(1).getFirst();
        assertThat(record.usage().promptTokens()).isZero();
        assertThat(record.estimated()).isFalse();
    }

    @Test
    void embeds() {
        assertThat(client.models
                        .embedContent(
                                "gemini-embedding-001",
                                List.of("one", "two"),
                                EmbedContentConfig.builder().build())
                        .embeddings()
                        .orElseThrow())
                .hasSize(2);
    }

    @Test
    void listsModelsAndTellsOfOne() {
        List<Model> models = StreamSupport.stream(
                        client.models.list(ListModelsConfig.builder().build()).spliterator(), false)
                .toList();

        assertThat(models.stream().map(model -> model.name().orElseThrow())).contains("models/gemini-2.5-flash");
        assertThat(models.getFirst().supportedActions().orElseThrow()).contains("generateContent");
        assertThat(client.models.get(MODEL, GetModelConfig.builder().build()).name())
                .hasValue("models/gemini-2.5-flash");
    }

    @Test
    void understandsTheGatewaysErrors() {
        try (Client stranger = client("not-the-token")) {
            assertThat(refusal(stranger, MODEL).code()).isEqualTo(401);
        }
        ApiException filtered = refusal(client, "gemini-secret");
        assertThat(filtered.code()).isEqualTo(403);
        assertThat(filtered.status()).isEqualTo("PERMISSION_DENIED");
        assertThat(filtered.message()).contains("do not allow that model");
        assertThat(provider.requestCount()).isZero();
    }

    @Test
    void handsTheProvidersRefusalOfARequestThrough() {
        provider.when(Match.model(MODEL)).reply(Errors.gemini().contextLength());

        ClientException refused = catchThrowableOfType(
                ClientException.class, () -> client.models.generateContent(MODEL, "echo:long", null));

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.status()).isEqualTo("INVALID_ARGUMENT");
        assertThat(refused.message()).contains("exceeds the maximum number of tokens");
        assertThat(provider.requestCount()).isOne();
    }

    @Test
    void doesNotMultiplyItsRetriesWithTheGatewaysOwn() {
        provider.when(Match.model("gemini-broken")).reply(Errors.gemini().server());

        ServerException refused = catchThrowableOfType(
                ServerException.class, () -> client.models.generateContent("gemini-broken", "echo:e", null));

        assertThat(refused.code()).isEqualTo(529);
        assertThat(refused.status()).isEqualTo("UNAVAILABLE");
        assertThat(gateway.awaitSettled(1)).hasSize(1);
    }

    @Test
    void freesTheKeyWhenAStreamIsClosedEarly() {
        provider.when(Match.streaming()).reply(Reply.chunks(10_000).gap(Duration.ofMillis(5)));

        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(MODEL, "echo:c", null)) {
            Iterator<GenerateContentResponse> chunks = stream.iterator();
            assertThat(chunks.next().text()).startsWith("echo:c");
            assertThat(gateway.gateway().get("/v1/providers").body()).contains("\"in_flight\":1");
        }

        provider.awaitAbandoned(provider.lastRequest(), PATIENCE);
        gateway.awaitNothingInFlight();
        assertThat(gateway.awaitSettled(1)).extracting(RequestRecord::outcome).containsExactly(Outcome.CANCELLED);
    }

    @Test
    void tellsThatAStreamBrokeOff() {
        provider.when(Match.streaming()).once().reply(Reply.chunks(20).cutAfter(5));

        ApiException broken = catchThrowableOfType(ApiException.class, () -> {
            try (ResponseStream<GenerateContentResponse> stream =
                    client.models.generateContentStream(MODEL, "echo:b", null)) {
                assertThat(StreamSupport.stream(stream.spliterator(), false)
                                .map(GenerateContentResponse::text)
                                .collect(Collectors.joining()))
                        .isEmpty();
            }
        });

        assertThat(broken.code()).isEqualTo(502);
        gateway.awaitNothingInFlight();
    }

    private static ApiException refusal(Client who, String model) {
        return catchThrowableOfType(ApiException.class, () -> who.models.generateContent(model, "echo:e", null));
    }

    private static Client client(String token) {
        return Client.builder().apiKey(token).httpOptions(options().build()).build();
    }

    private static HttpOptions.Builder options() {
        return HttpOptions.builder().baseUrl(gateway.gateway().origin() + "/gemini");
    }
}
