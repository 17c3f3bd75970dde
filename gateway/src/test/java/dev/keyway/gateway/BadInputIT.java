package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.raw.RawAnswer;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client can get wrong: it is told what to change, and nobody else notices. */
class BadInputIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final String GOOD = "openai/gpt-4o";
    private static final int MIB = 1024 * 1024;

    private static FakeProvider provider;
    private static FakeProvider other;
    private static TestGateway gateway;
    private static Calm calm;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-one");
        other = FakeProvider.start("sk-other");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-one")
                .provider("mine", other.v1(), "sk-other")
                .set("keyway.max-body", "20MB")
                .set("keyway.providers.openai.ignore-models[0]", "*-secret*")
                .set("keyway.providers.mine.whitelist-models[0]", "gpt-4o*")
                .start();
        calm = Calm.watch(gateway);
    }

    @BeforeEach
    void forget() {
        provider.reset();
        other.reset();
    }

    @AfterEach
    void nothingIsLeft() {
        calm.servesAndHoldsNothing(GOOD);
    }

    @AfterAll
    static void stop() {
        calm.lostNoBuffer(GOOD);
        gateway.close();
        provider.close();
        other.close();
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, Bearer wrong, invalid_token",
        "authorization, bearer wrong, invalid_token",
        "authorization, Bearer, missing_token",
        "authorization, Basic dXNlcjpwYXNz, missing_token",
        "authorization, '', missing_token",
        "x-api-key, wrong, invalid_token",
        "x-goog-api-key, wrong, invalid_token",
        "x-api-key, ' ', missing_token",
        "x-nothing, x, missing_token"
    })
    void refusesWhoIsNotKnown(String header, String value, String code) {
        HttpResponse<String> answer =
                TestGateway.send(bare(CHAT).header(header, value).POST(BodyPublishers.ofString(chat())));

        assertThat(answer.statusCode()).isEqualTo(401);
        isOpenAiError(answer, "authentication_error", code);
        assertThat(provider.requestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"authorization, 'Bearer '", "authorization, 'bearer '", "x-api-key, ''", "x-goog-api-key, ''"})
    void takesTheTokenInEachOfThreeHeaders(String header, String before) {
        HttpResponse<String> answer = TestGateway.send(
                bare(CHAT).header(header, before + TestGateway.TOKEN).POST(BodyPublishers.ofString(chat())));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(provider.lastRequest().headers())
                .noneMatch(sent -> sent.getValue().contains(TestGateway.TOKEN));
    }

    @Test
    void refusesStrangersInAnthropicsShapeOnAnthropicsPath() {
        HttpResponse<String> answer = TestGateway.send(bare("/v1/messages").POST(BodyPublishers.ofString(chat())));

        assertThat(answer.statusCode()).isEqualTo(401);
        isAnthropicError(answer, "authentication_error", "missing_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not json",
                "{\"model\":\"openai/gpt-4o\"",
                "{\"model\":\"openai/gpt-4o\",}",
                "{\"model\":\"openai/gpt-4o\"} {}",
                "{model:\"openai/gpt-4o\"}",
                "{\"model\":\"openai/gpt-4o\",\"messages\":[}",
                "{\"model\":\"openai/gpt-4o\",\"x\":\"\n\"}",
                "{\"model\":\"openai/gpt-4o\",\"x\":nul}"
            })
    void saysWhereABodyIsNotOneJsonObject(String body) {
        HttpResponse<String> answer = gateway.post(CHAT, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        isOpenAiError(answer, "invalid_request_error", "invalid_json");
        assertThat(provider.requestCount()).isZero();
        isAnthropicError(gateway.post("/v1/messages", body), "invalid_request_error", "invalid_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "42", "\"text\"", "[{\"model\":\"openai/gpt-4o\"}]"})
    void refusesJsonThatIsNoObject(String body) {
        HttpResponse<String> answer = gateway.post(CHAT, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = isOpenAiError(answer, "invalid_request_error", "invalid_request");
        assertThat(error.path("message").asString()).contains("A JSON object is expected");
    }

    @Test
    void refusesABodyThatIsNestedWithoutEnd() {
        HttpResponse<String> answer = gateway.post(CHAT, "{\"model\":\"openai/gpt-4o\",\"x\":" + "[".repeat(1_000_000));

        assertThat(answer.statusCode()).isEqualTo(400);
        isOpenAiError(answer, "invalid_request_error", "invalid_json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400|invalid_request",
                "{\"model\":null}|400|invalid_request",
                "{\"model\":42}|400|invalid_request",
                "{\"model\":[\"gpt-4o\"]}|400|invalid_request",
                "{\"model\":{}}|400|invalid_request",
                "{\"model\":\"\"}|400|invalid_request",
                "{\"model\":\"  \"}|400|invalid_request",
                "{\"model\":\"made-up\"}|404|model_not_found",
                "{\"model\":\"/gpt-4o\"}|404|model_not_found",
                "{\"model\":\"openai/\"}|404|model_not_found",
                "{\"model\":\"gpt-4o\"}|400|invalid_request",
            })
    void saysWhatIsWrongWithAModel(String body, int status, String code) {
        HttpResponse<String> answer = gateway.post(CHAT, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode error = isOpenAiError(answer, "invalid_request_error", code);
        assertThat(error.path("param").asString("")).isEqualTo("model");
        assertThat(provider.requests(Match.path(CHAT))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 1_000_000})
    void keepsNoModelNamesAsLargeAsBodies(int length) {
        HttpResponse<String> answer = gateway.chat("openai/" + "m".repeat(length - "openai/".length()), "x");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = isOpenAiError(answer, "invalid_request_error", "invalid_request");
        assertThat(error.path("message").asString()).contains("512").hasSizeLessThan(200);
        assertThat(provider.requests(Match.path(CHAT))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-secret-1", "mine/other"})
    void refusesModelsThatTheSettingsFilterOut(String model) {
        HttpResponse<String> answer = gateway.chat(model, "x");

        assertThat(answer.statusCode()).isEqualTo(403);
        JsonNode error = isOpenAiError(answer, "permission_error", "model_not_allowed");
        assertThat(error.path("param").asString("")).isEqualTo("model");
        assertThat(provider.requestCount()).isZero();
    }

    @Test
    void letsTheProvidersOwn404ForAModelThrough() {
        provider.when(Match.model("gone"))
                .reply(Errors.openAi()
                        .of(404, "The model 'gone' does not exist.", "invalid_request_error", null, "model_not_found"));

        HttpResponse<String> answer = gateway.chat("openai/gone", "x");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("x-keyway-origin")).hasValue("provider");
        assertThat(answer.body()).contains("The model 'gone' does not exist.");
        assertThat(provider.requests(Match.model("gone"))).hasSize(1);
    }

    @Test
    void tellsTheSenderOfTooLargeABody() {
        HttpResponse<String> answer = gateway.post(CHAT, chatOf(21 * MIB));

        assertThat(answer.statusCode()).isEqualTo(413);
        isOpenAiError(answer, "invalid_request_error", "request_too_large");
        HttpResponse<String> anthropic = gateway.post("/v1/messages", chatOf(21 * MIB));
        assertThat(anthropic.statusCode()).isEqualTo(413);
        isAnthropicError(anthropic, "request_too_large", "request_too_large");
    }

    @Test
    void tellsTheSenderOfTooLargeABodyInChunksToo() throws IOException {
        byte[] body = chatOf(21 * MIB).getBytes(java.nio.charset.StandardCharsets.UTF_8);

        HttpResponse<String> answer = TestGateway.send(
                gateway.request(CHAT).POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))));

        assertThat(answer.statusCode()).isEqualTo(413);
        isOpenAiError(answer, "invalid_request_error", "request_too_large");
    }

    @Test
    void tellsWhoWaitsForContinueBeforeAnyByteIsSent() throws IOException {
        try (RawClient client = RawClient.connect(gateway.origin())) {
            client.send(client.requestHead("POST", CHAT, TestGateway.TOKEN) + "expect: 100-continue\r\ncontent-length: "
                    + 21 * MIB + "\r\n\r\n");

            assertThat(client.readAnswer().status()).isEqualTo(413);
        }
    }

    @Test
    void passesABodyOfTheLargestSizeThrough() {
        String body = chatOf(20 * MIB);

        HttpResponse<String> answer = gateway.post(CHAT, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(provider.lastRequest().body()).hasSize(20 * MIB - "openai/".length());
    }

    @Test
    void endsWithAClientThatSendsLessThanItSaid() throws IOException {
        try (RawClient client = RawClient.connect(gateway.origin())) {
            client.post(CHAT, TestGateway.TOKEN, chat(), chat().length() + 100L).endOfSending();

            assertThat(client.readToEnd()).doesNotContain("200 OK");
        }
        assertThat(provider.requestCount()).isZero();
    }

    @Test
    void takesNoMoreOfABodyThanWasSaid() throws IOException {
        try (RawClient client = RawClient.connect(gateway.origin())) {
            client.post(CHAT, TestGateway.TOKEN, chat(), chat().length() - 5L);

            RawAnswer answer = client.readAnswer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("invalid_json");
        }
        assertThat(provider.requestCount()).isZero();
    }

    @Test
    void unpacksACompressedBodyAndSendsItUpPlain() throws IOException {
        HttpResponse<String> answer = TestGateway.send(gateway.request(CHAT, "content-encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(chatOf(5 * MIB)))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(provider.lastRequest().body()).hasSize(5 * MIB - "openai/".length());
        assertThat(provider.lastRequest().headers("content-encoding")).isEmpty();
        byte[] count = gzip("{\"model\":\"openai/gpt-4o\",\"text\":\"hello world\"}");
        assertThat(TestGateway.send(gateway.request("/v1/token-count", "content-encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(count)))
                        .body())
                .contains("\"token_count\":2");
    }

    @Test
    void refusesCompressedBodiesThatAreNoneOrTooLargeOrUnknown() throws IOException {
        HttpResponse<String> lying = gateway.post(CHAT, chat(), "content-encoding", "gzip");
        assertThat(lying.statusCode()).isEqualTo(400);
        isOpenAiError(lying, "invalid_request_error", "invalid_request");

        HttpResponse<String> bomb = TestGateway.send(gateway.request(CHAT, "content-encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(chatOf(64 * MIB)))));
        assertThat(bomb.statusCode()).isEqualTo(413);

        HttpResponse<String> unknown = gateway.post(CHAT, chat(), "content-encoding", "br");
        assertThat(unknown.statusCode()).isEqualTo(415);
        isOpenAiError(unknown, "invalid_request_error", "unsupported_encoding");
        assertThat(provider.requestCount()).isZero();
    }

    private static byte[] gzip(String plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"1, 100000", "5000, 20"})
    void refusesFloodsOfHeaders(int headers, int bytesEach) throws IOException {
        try (RawClient client = RawClient.connect(gateway.origin())) {
            client.headerFlood("/v1/models", TestGateway.TOKEN, headers, bytesEach);

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 431");
        } catch (SocketException reset) {
            // The gateway may hang up on a sender that goes on; the answer is then lost on its way.
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void servesOthersWhileOneSendsSlowly() throws IOException {
        try (RawClient slow = RawClient.connect(gateway.origin())) {
            String body = chat();
            slow.post(CHAT, TestGateway.TOKEN, body.substring(0, 10), body.length());

            for (int i = 0; i < 8; i++) {
                assertThat(gateway.chat(GOOD, "quick" + i).statusCode()).isEqualTo(200);
            }

            slow.sendSlowly(body.substring(10), 7, Duration.ofMillis(1));
            assertThat(slow.readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    void forgetsAClientThatLeavesInTheMiddleOfItsBody() throws IOException {
        RawClient client = RawClient.connect(gateway.origin());
        client.post(CHAT, TestGateway.TOKEN, chat().substring(0, 20), MIB);
        client.reset();
    }

    @Test
    void saysWhatIsNotHttp() throws IOException {
        try (RawClient client = RawClient.connect(gateway.origin())) {
            client.send("\u0016\u0003\u0001 this is TLS\r\n\r\n");

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400");
        }
    }

    private static JsonNode isOpenAiError(HttpResponse<String> answer, String type, String code) {
        JsonNode error = JsonMapper.shared().readTree(answer.body()).path("error");
        assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.path("type").asString()).isEqualTo(type);
        assertThat(error.path("code").asString()).isEqualTo(code);
        assertThat(error.path("message").asString()).isNotBlank();
        hasHeaders(answer);
        return error;
    }

    private static void isAnthropicError(HttpResponse<String> answer, String type, String code) {
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        assertThat(body.path("type").asString()).isEqualTo("error");
        assertThat(body.path("error").path("type").asString()).isEqualTo(type);
        assertThat(body.path("error").path("details").path("error_code").asString())
                .isEqualTo(code);
        assertThat(answer.headers().firstValue("request-id"))
                .hasValue(body.path("request_id").asString());
        hasHeaders(answer);
    }

    private static void hasHeaders(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        assertThat(answer.headers().firstValue("x-keyway-origin")).hasValue("gateway");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    }

    private static HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(gateway.origin().resolve(path)).header("Content-Type", "application/json");
    }

    private static String chat() {
        return TestGateway.chatBody(GOOD, "m", false);
    }

    /** A good chat of exactly so many bytes. */
    private static String chatOf(int bytes) {
        String frame = TestGateway.chatBody(GOOD, "", false);
        return TestGateway.chatBody(GOOD, "m".repeat(bytes - frame.length()), false);
    }
}
