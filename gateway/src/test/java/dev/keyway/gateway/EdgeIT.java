package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.body.BodyBudget;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.raw.RawAnswer;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The edge of a gateway that stands alone: who is let in by which path, and how the rest is refused. */
class EdgeIT {

    private static final String ORIGIN = "https://chat.example.com";

    private static final List<String> GETS =
            List.of("/v1/models", "/v1/models/openai/gpt-4o", "/v1/providers", "/openai/v1/models");
    private static final List<String> POSTS = Stream.concat(
                    Stream.of(Operation.values()).map(operation -> "/v1" + operation.path()),
                    Stream.of("/v1/token-count", "/v1/cost-estimate", "/openai/v1/chat/completions"))
            .toList();

    private static FakeProvider provider;
    private static StandaloneGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-one");
        gateway = StandaloneGateway.start(
                "OPENAI_API_BASE=" + provider.v1(),
                "OPENAI_API_KEY=sk-one",
                "OPENAI_MODELS=groq/named",
                "KEYWAY_BODY_TIMEOUT=1",
                "KEYWAY_CORS_ORIGINS=" + ORIGIN);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    static Stream<String> routes() {
        return Stream.concat(
                GETS.stream().map(path -> "GET " + path), POSTS.stream().map(path -> "POST " + path));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void noSpellingOfARouteOpensItWithoutAToken(String route) throws IOException {
        String method = route.substring(0, route.indexOf(' '));
        for (String spelling : spellings(route.substring(route.indexOf(' ') + 1))) {
            RawAnswer answer = raw(method, spelling, "host: keyway\r\n");

            assertThat(answer.status()).as(spelling).isBetween(400, 404);
            JsonNode error = Answers.json(answer.body()).path("error");
            assertThat(error.path("message").asString()).as(spelling).isNotBlank();
        }
        assertThat(provider.requestCount()).isZero();
    }

    private static List<String> spellings(String path) {
        int second = path.indexOf('/', 1);
        String root = path.substring(0, second);
        String rest = path.substring(second);
        char first = root.charAt(1);
        return List.of(
                path,
                root + ";" + rest,
                root + ";a=b" + rest,
                path + ";",
                "/;" + path,
                "/%" + Integer.toHexString(first) + root.substring(2) + rest,
                root + "/%" + Integer.toHexString(rest.charAt(1)) + rest.substring(2),
                "/" + path,
                "///" + path.substring(1),
                root + "/" + rest,
                path + "/",
                path + "//",
                root.toUpperCase(java.util.Locale.ROOT) + rest,
                path.toUpperCase(java.util.Locale.ROOT),
                root + "%2f" + rest.substring(1),
                root + "%2F" + rest.substring(1),
                "/%2f" + path.substring(1),
                root + "%5c" + rest.substring(1),
                "/x/..;" + path,
                "/x/.." + path,
                "/." + path,
                "/%2e" + path,
                "/x/%2e%2e" + path,
                root + "%00" + rest,
                root + "%zz" + rest,
                root + "%252f" + rest.substring(1),
                path + "?a=b",
                path + ".json",
                "http://keyway" + path,
                "http://other" + root + ";" + rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/chat/completions",
                "/v1//chat/completions",
                "/v1/chat/completions/",
                "///openai/v1/chat/completions//"
            })
    void aSlashTooManyIsForgiven(String path) throws IOException {
        try (RawClient client = RawClient.connect(gateway.gateway().origin())) {
            client.post(path, TestGateway.TOKEN, TestGateway.chatBody("gpt-4o", "slash", false));

            assertThat(client.readAnswer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//v1/models", "/v1/models/", "/v1//providers", "//openai/v1/models"})
    void soItIsOnTheEndpointsThatTheGatewayAnswersItself(String path) throws IOException {
        assertThat(raw("GET", path, "host: keyway\r\n" + token()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/chat/completions|did you mean /v1/chat/completions?",
                "POST|/v1/v1/messages|did you mean /v1/messages?",
                "GET|/|paths begin with /v1",
                "GET|/favicon.ico|paths begin with /v1",
                "POST|/anthropic/v1/messages|did you mean /v1/messages?",
                "GET|/v1/unknown|This endpoint does not exist",
                "POST|/V1/models|did you mean /v1/models?"
            })
    void anUnknownPathIsRefusedInTheShapeOfAllErrors(String method, String path, String hint) throws IOException {
        RawAnswer answer = raw(method, path, "host: keyway\r\n" + token());

        assertThat(answer.status()).isEqualTo(404);
        JsonNode error = Answers.json(answer.body()).path("error");
        assertThat(error.path("code").asString()).isEqualTo("operation_not_supported");
        assertThat(error.path("message").asString()).contains(hint);
        assertThat(answer.header("x-request-id")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../etc/passwd", "/x/../../etc/passwd", "/static/%2e%2e/%2e%2e/x", "/WEB-INF/web.xml"})
    void aPathThatLeadsOutIsRefusedWithoutAWarning(String path) throws IOException {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(logged);

        RawAnswer answer = raw("GET", path, "host: keyway\r\n");

        root.detachAppender(logged);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(Answers.json(answer.body()).at("/error/code").asString()).isEqualTo("operation_not_supported");
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }

    @Test
    void anSdkIsServedWhoseBaseUrlEndsInASlash() {
        OpenAIClient client = sdk("/v1/");

        assertThat(client.chat().completions().create(question()).choices()).isNotEmpty();

        client.close();
    }

    @Test
    void anSdkWhoseBaseUrlLacksTheVersionIsToldSo() {
        OpenAIClient client = sdk("");

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.chat().completions().create(question()))
                .withMessageContaining("did you mean /v1/chat/completions?");

        client.close();
    }

    private static OpenAIClient sdk(String path) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.gateway().origin() + path)
                .apiKey(TestGateway.TOKEN)
                .build();
    }

    private static ChatCompletionCreateParams question() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage("echo:sdk")
                .build();
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'host: a\r\nhost: a\r\n', 2", "'host: a\r\nhost: b\r\n', 2"})
    void aRequestHasOneHost(String hosts, int count) throws IOException {
        for (String path : List.of("/v1/models", "/openai/v1/models", "/nowhere")) {
            RawAnswer answer = raw("GET", path, hosts + token());

            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(Answers.json(answer.body()).at("/error/message").asString())
                    .endsWith("this one has " + count + ".");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses", "/v1/realtime", "/openai/v1/responses"})
    void aWebSocketIsRefusedAtOnceAndForGood(String path) throws IOException {
        String handshake = String.join(
                "\r\n",
                "host: keyway",
                "connection: Upgrade",
                "upgrade: websocket",
                "sec-websocket-version: 13",
                "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
                "");

        RawAnswer answer = raw("GET", path, handshake + token());

        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.header("upgrade")).hasValue("HTTP/1.1");
        assertThat(answer.body()).contains("websocket_not_supported");
        assertThat(raw("GET", path, handshake).status()).isEqualTo(401);
    }

    @Test
    void aTokenBesideAnotherServicesKeyIsEnough() throws IOException {
        RawAnswer answer = raw(
                "GET",
                "/v1/models",
                "host: keyway\r\nauthorization: Bearer sk-of-another-service\r\nx-api-key: " + TestGateway.TOKEN
                        + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(provider.requests(Match.path("/v1/models")))
                .allSatisfy(request -> assertThat(request.headers())
                        .noneMatch(sent -> sent.getValue().contains("another-service")));
    }

    @Test
    void aBodyThatDoesNotComeIsEndedAndTheConnectionWithIt() throws IOException {
        String body = TestGateway.chatBody("openai/gpt-4o", "slow", false);
        try (RawClient client = RawClient.connect(gateway.gateway().origin())) {
            client.post("/v1/chat/completions", TestGateway.TOKEN, body.substring(1), body.length());

            RawAnswer answer = client.readAnswer();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).contains("body_timeout");
            assertThat(client.closedByPeer()).isTrue();
        }
        assertThat(gateway.gateway().context().getBean(BodyBudget.class).held()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"anthropic/claude-haiku-4-5, 404", "azure/gpt-4o, 404", "groq/named, 200", "org/unlisted, 200"})
    void aModelOfAProviderThatIsNotConfiguredGoesToNoOther(String model, int status) {
        HttpResponse<String> answer = gateway.gateway().chat(model, "foreign");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 404) {
            assertThat(answer.body()).contains("model_not_found", "is not configured on this gateway");
            assertThat(provider.requests(Match.path("/v1/chat/completions"))).isEmpty();
        }
    }

    @Test
    void aBrowserIsToldWhoseScriptsMayCall() throws IOException {
        String asks = "host: keyway\r\norigin: " + ORIGIN + "\r\n";

        RawAnswer before = raw(
                "OPTIONS",
                "/v1/chat/completions",
                asks + "access-control-request-method: POST\r\n"
                        + "access-control-request-headers: authorization,content-type\r\n");
        assertThat(before.status()).isEqualTo(200);
        assertThat(before.header("access-control-allow-origin")).hasValue(ORIGIN);
        assertThat(before.header("access-control-allow-headers"))
                .hasValueSatisfying(allowed -> assertThat(allowed).contains("authorization", "content-type"));

        for (boolean stream : new boolean[] {true, false}) {
            RawAnswer answer = chat(asks + token(), stream);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("access-control-allow-origin")).hasValue(ORIGIN);
            assertThat(answer.header("access-control-expose-headers")).isPresent();
            assertThat(answer.header("access-control-allow-credentials")).isEmpty();
        }
        RawAnswer stranger = raw("GET", "/v1/models", asks);
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.header("access-control-allow-origin")).hasValue(ORIGIN);
    }

    @Test
    void scriptsOfOtherOriginsReadNothing() throws IOException {
        String asks = "host: keyway\r\norigin: https://elsewhere.example\r\n";

        RawAnswer before = raw("OPTIONS", "/v1/chat/completions", asks + "access-control-request-method: POST\r\n");
        assertThat(before.status()).isEqualTo(403);
        assertThat(before.header("access-control-allow-origin")).isEmpty();
        assertThat(raw("GET", "/v1/models", asks + token()).header("access-control-allow-origin"))
                .isEmpty();
    }

    private static RawAnswer chat(String headers, boolean stream) throws IOException {
        String body = TestGateway.chatBody("openai/gpt-4o", "cors", stream);
        try (RawClient client = RawClient.connect(gateway.gateway().origin())) {
            return client.send("POST /v1/chat/completions HTTP/1.1\r\n" + headers
                            + "content-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                    .readAnswer();
        }
    }

    private static String token() {
        return "authorization: Bearer " + TestGateway.TOKEN + "\r\n";
    }

    /** The server itself refuses these, before any of the gateway's filters. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /v1/%zz HTTP/1.1                                                                     | 400
            GET /{long} HTTP/1.1                                                                     | 414
            GET /v1/models HTTP/1.1~x-long: {long}                                                   | 431
            GET /v1/models HTTP/9.x                                                                  | 400
            POST /v1/chat/completions HTTP/1.1~transfer-encoding: chunked~~zz                        | 400
            POST /v1/chat/completions HTTP/1.1~content-length: 1~content-length: 2                   | 400
            F@O /v1/models HTTP/1.1                                                                  | 400
            FOO /v1/models HTTP/1.1                                                                  | 404
            """)
    void explainsWhatIsNoHttp(String request, int status) throws IOException {
        try (RawClient client = RawClient.connect(gateway.gateway().origin())) {
            String head = request.replace("~", "\r\n").replace("{long}", "x".repeat(20_000));
            RawAnswer answer = client.send(head.replaceFirst(
                                    "\r\n|$", "\r\nhost: keyway\r\nauthorization: Bearer " + TestGateway.TOKEN + "$0")
                            + "\r\n\r\n")
                    .readAnswer();

            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.header("content-type")).hasValue("application/json");
            assertThat(answer.header("x-keyway-origin")).hasValue("gateway");
            assertThat(answer.header("x-request-id")).isPresent();
            JsonNode error = Answers.json(answer.body()).path("error");
            assertThat(error.path("message").asString()).isNotBlank();
            assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
        }
    }

    private static RawAnswer raw(String method, String path, String headers) throws IOException {
        String body = method.equals("POST") ? TestGateway.chatBody("openai/gpt-4o", "edge", false) : "";
        try (RawClient client = RawClient.connect(gateway.gateway().origin())) {
            return client.send(method + " " + path + " HTTP/1.1\r\n" + headers
                            + "content-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                    .readAnswer();
        }
    }
}
