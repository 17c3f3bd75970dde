package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The life of one gateway process, in order: an odd {@code .env} and unreadable books, calls, {@code kill -9} in
 * mid-stream, a restart, SIGTERM. It logs all that it can, and at the end no secret is found in anything it gave out.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProcessIT {

    private static final String TOKEN = "token-c4n4ry-token-of-the-tests";
    private static final String ONE = "sk-c4n4ry-one";
    private static final String TWO = "sk-c4n4ry-two";
    private static final String THREE = "sk-c4n4ry-three";
    private static final List<String> KEYS = List.of(ONE, TWO, THREE);
    private static final String PROXY_PASSWORD = "c4n4ry-password";
    private static final String CANARY = "c4n4ry";

    @TempDir
    private static Path directory;

    private static final List<String> GIVEN_OUT = new ArrayList<>();
    private static FakeProvider provider;
    private static GatewayProcess first;
    private static final List<GatewayProcess> STARTED = new ArrayList<>();
    private static String cooled = "";

    @BeforeAll
    static void start() throws IOException {
        provider = FakeProvider.start(ONE, TWO, THREE);
        Files.writeString(
                directory.resolve(".env"),
                "\uFEFFPROXY_API_KEY=\"old\"\r\n"
                        + "PROXY_API_KEY='" + TOKEN + "'\r\n"
                        + "# a comment\r\n"
                        + "export OPENAI_API_KEY_1=\"" + ONE + "\" # the first\r\n"
                        + "OPENAI_API_KEY_2=" + TWO + "\r\n"
                        + "OPENAI_API_KEY_3=\r\n"
                        + "OPENAI_API_KEY_4=" + THREE + "\r\n"
                        + "OPENAI_API_BASE=" + provider.v1() + "\r\n"
                        + "FAR_API_BASE=https://far.example.invalid/v1\r\n"
                        + "FAR_API_KEY=sk-c4n4ry-far\r\n"
                        + "HTTPS_PROXY=http://someone:" + PROXY_PASSWORD + "@localhost:" + provider.port() + "\r\n"
                        + "NO_PROXY=127.0.0.1\r\n"
                        + "GLOBAL_TIMOUT=10\r\n"
                        + "KEYWAY_LOG_FORMAT=json\r\n"
                        + "KEYWAY_DRAIN=60\r\n");
        Files.createDirectories(directory.resolve(".keyway"));
        Files.writeString(directory.resolve(".keyway/key_usage.json"), "{ these are no books");
        first = startGateway().awaitReady();
    }

    @AfterAll
    static void stop() {
        STARTED.forEach(GatewayProcess::close);
        provider.close();
    }

    @Test
    @Order(1)
    void readsAnOddEnvFileAndSaysWhatIsOddAboutIt() throws IOException {
        assertThat(call(first, "gpt-4o", false).statusCode()).isEqualTo(200);
        String said = first.output();
        assertThat(said.lines().filter(line -> line.contains("GLOBAL_TIMOUT")))
                .hasSize(1)
                .first()
                .asString()
                .contains("GLOBAL_TIMEOUT");
        assertThat(said).contains("PROXY_API_KEY").contains("OPENAI_API_KEY_3");
        assertThat(said).contains("openai: 3 keys");
        Awaiting.until("the access log's line", () -> first.output().contains("\"logger\":\"keyway.access\""));
        assertThat(first.output().lines().filter(line -> !line.isBlank() && !line.startsWith("WARNING: ")))
                .allSatisfy(line -> {
                    JsonNode json = JsonMapper.shared().readTree(line);
                    assertThat(json.propertyNames()).startsWith("time", "level", "logger", "message");
                });
    }

    @Test
    @Order(2)
    void keepsBooksThatItCannotReadAndGoesOn() throws IOException {
        assertThat(first.output()).contains("key_usage.json.corrupt-");
        try (Stream<Path> files = Files.list(directory.resolve(".keyway"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("key_usage.json.corrupt-")))
                    .hasSize(1)
                    .first()
                    .extracting(ProcessIT::read)
                    .isEqualTo("{ these are no books");
        }
    }

    @Test
    @Order(3)
    void refusesASecondGatewayInItsStateFolder() {
        GatewayProcess second = startGateway();

        assertThat(second.awaitExit()).isPositive();
        assertThat(second.output().lines().filter(line -> line.startsWith("error: ")))
                .hasSize(1)
                .first()
                .asString()
                .contains("KEYWAY_STATE_DIR", "another gateway");
        assertThat(call(first, "gpt-4o", false).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void servesAndFailsWithoutASlipOfTheTongue() throws IOException {
        provider.when(Match.model("bad"))
                .reply(Errors.openAi()
                        .of(
                                400,
                                "Bad: Authorization: Bearer " + ONE + " and " + TWO,
                                "invalid_request_error",
                                null,
                                null));
        provider.when(Match.model("echo").and(Match.key(ONE)))
                .once()
                .reply(Errors.openAi()
                        .of(
                                401,
                                "Incorrect API key provided: " + ONE + ".",
                                "invalid_request_error",
                                null,
                                "invalid_api_key"));
        provider.when(Match.model("broken")).reply(Reply.chunks(5).cutAfter(2));
        provider.when(Match.model("told"))
                .reply(Reply.chunks(5)
                        .errorAfter(2, Errors.openAi().of(500, "key " + ONE + TWO, "server_error", null, null)));
        provider.when(Match.model("html")).reply(Reply.html(400).body("<html>" + ONE + TWO + "</html>"));

        assertThat(call(first, "bad", false).statusCode()).isEqualTo(400);
        assertThat(call(first, "html", false).statusCode()).isBetween(400, 599);
        assertThat(call(first, "broken", true).body()).contains("provider_error");
        assertThat(call(first, "told", true).body()).contains("provider_error");
        call(first, "far/model", false);
        HttpResponse<String> stranger = kept(first.chat("wrong-c4n4ry-guess", "gpt-4o", false));
        assertThat(stranger.statusCode()).isEqualTo(401);
        for (int i = 0; i < KEYS.size(); i++) {
            assertThat(call(first, "echo", false).statusCode()).isEqualTo(200);
        }
        assertThat(provider.requests(Match.model("echo").and(Match.key(ONE)))).hasSize(1);
        get(first, "/v1/models");
        get(first, "/v1/providers");
        get(first, "/v1/unknown?key=" + TOKEN);
        kept(first.management("/actuator/prometheus"));
        kept(first.management("/actuator/health"));
    }

    @Test
    @Order(5)
    void writesOneLineOfJsonForEachRequestThatNobodyCanForge() {
        String forged = "openai/gpt-4o\\n{\\\"id\\\":\\\"forged\\\"}";
        kept(first.chat(TOKEN, forged, false));

        Awaiting.until("the line", () -> first.output().contains("forged"));
        List<JsonNode> lines = first.output()
                .lines()
                .filter(line -> line.startsWith("{\"time\""))
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(line -> line.has("outcome"))
                .toList();
        assertThat(lines).hasSizeGreaterThan(10);
        assertThat(lines)
                .extracting(line -> line.path("requestId").asString())
                .doesNotContain("forged")
                .doesNotHaveDuplicates();
        assertThat(lines.getLast().path("model").asString()).isEqualTo("gpt-4o\n{\"id\":\"forged\"}");
    }

    @Test
    @Order(6)
    void losesNothingToAKillInMidStream() throws IOException {
        provider.when(Match.model("cooled"))
                .once()
                .reply(Errors.openAi().rateLimited().retryAfter(Duration.ofMinutes(10)));
        assertThat(call(first, "cooled", false).statusCode()).isEqualTo(200);
        cooled = provider.requests(Match.model("cooled")).getFirst().key();
        provider.when(Match.model("cut")).reply(Reply.chunks(9).silentAfter(2));
        try (RawClient client = RawClient.connect(first.origin())) {
            client.post("/v1/chat/completions", TOKEN, TestGateway.chatBody("openai/cut", "x", true));
            client.readUntil("echo:x");

            first.kill();
        }
        provider.reset();

        startGateway().awaitReady();

        JsonNode books = books();
        assertThat(sum(books, "gpt-4o", "success_count")).isEqualTo(2);
        assertThat(sum(books, "cut", "interrupted_count")).isEqualTo(1);
        assertThat(sum(books, "cut", "estimated_count")).isEqualTo(1);
        assertThat(sum(books, "cut", "success_count")).isZero();
        long until = books.path(Secret.of(cooled).fingerprint())
                .path("model_cooldowns")
                .path("cooled")
                .asLong(0);
        assertThat(Instant.ofEpochSecond(until))
                .isBetween(Instant.now().plusSeconds(400), Instant.now().plusSeconds(601));
    }

    @Test
    @Order(7)
    void keepsACooldownOverARestart() {
        for (int i = 0; i < 3; i++) {
            assertThat(call(restarted(), "cooled", false).statusCode()).isEqualTo(200);
        }
        assertThat(provider.requests(Match.model("cooled")))
                .extracting(request -> request.key())
                .hasSize(3)
                .doesNotContain(cooled, ONE);
    }

    @Test
    @Order(8)
    void letsAStreamFinishBeforeItStopsAndTakesNothingNew() throws IOException {
        provider.when(Match.model("long")).reply(Reply.chunks(40).gap(Duration.ofMillis(100)));
        try (RawClient client = RawClient.connect(restarted().origin())) {
            client.post("/v1/chat/completions", TOKEN, TestGateway.chatBody("openai/long", "x", true));
            client.readUntil("echo:x");

            restarted().terminate();

            Awaiting.until("the port being closed", () -> isClosed(restarted()));
            String rest = client.readUntil("data: [DONE]");
            assertThat(rest).endsWith("data: [DONE]");
        }
        assertThat(restarted().awaitExit()).isEqualTo(143);
        assertThat(sum(books(), "long", "success_count")).isEqualTo(1);
    }

    @Test
    @Order(9)
    void givesNoSecretAway() throws IOException {
        STARTED.forEach(gateway -> GIVEN_OUT.add(gateway.output()));
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".env"))
                    .forEach(file -> GIVEN_OUT.add(read(file)));
        }
        List<String> leaks = GIVEN_OUT.stream()
                .flatMap(String::lines)
                .filter(line -> line.contains(CANARY) || line.contains(basic()))
                .filter(line -> !line.contains("echo:"))
                .map(line -> line.substring(0, Math.min(400, line.length())))
                .distinct()
                .toList();
        assertThat(leaks).isEmpty();
        assertThat(first.output()).contains("DEBUG").doesNotContain("LEAK:");
        assertThat(restarted().output()).doesNotContain("LEAK:");
    }

    private static String basic() {
        return java.util.Base64.getEncoder()
                .encodeToString(("someone:" + PROXY_PASSWORD).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .substring(12);
    }

    private static GatewayProcess restarted() {
        return STARTED.getLast();
    }

    private static GatewayProcess startGateway() {
        Map<String, String> environment = new HashMap<>();
        environment.put("LOGGING_LEVEL_ROOT", "debug");
        GatewayProcess gateway = GatewayProcess.start(directory, environment);
        STARTED.add(gateway);
        return gateway;
    }

    private static HttpResponse<String> call(GatewayProcess gateway, String model, boolean stream) {
        return kept(gateway.chat(TOKEN, model.contains("/") ? model : "openai/" + model, stream));
    }

    private static HttpResponse<String> get(GatewayProcess gateway, String path) {
        return kept(TestGateway.send(
                HttpRequest.newBuilder(gateway.origin().resolve(path)).header("authorization", "Bearer " + TOKEN)));
    }

    private static HttpResponse<String> kept(HttpResponse<String> answer) {
        GIVEN_OUT.add(answer.headers().map() + "\n" + answer.body());
        return answer;
    }

    private static JsonNode books() {
        return JsonMapper.shared().readTree(read(directory.resolve(".keyway/key_usage.json")));
    }

    private static int sum(JsonNode books, String model, String count) {
        return KEYS.stream()
                .mapToInt(key -> books.path(Secret.of(key).fingerprint())
                        .path("daily")
                        .path("models")
                        .path(model)
                        .path(count)
                        .asInt(0))
                .sum();
    }

    private static boolean isClosed(GatewayProcess gateway) {
        try {
            RawClient.connect(gateway.origin()).close();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
