package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a request's folder holds, whatever became of it, and that no request waits for it. */
class RequestLogIT {

    private static final String KEY = "sk-c4n4ry-one";
    private static final String OTHER_KEY = "sk-c4n4ry-two";

    @TempDir
    private static Path logs;

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static LeakWatch leaks;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start(KEY, OTHER_KEY);
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), KEY, OTHER_KEY)
                .set("keyway.request-log.enabled", true)
                .set("keyway.request-log.directory", logs.resolve("deep/logs"))
                .start();
        leaks = new LeakWatch();
    }

    @AfterAll
    static void stop() throws IOException {
        try {
            assertThat(leaks.leaks()).isEmpty();
            holdsNoSecret();
        } finally {
            leaks.close();
            gateway.close();
            provider.close();
        }
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void writesAPlainAnswer() throws IOException {
        HttpResponse<String> answer = gateway.chat("openai/gpt-4o", "plain");

        Path folder = folderOf(answer);
        assertThat(names(folder))
                .containsExactly(
                        "attempt-1-answer.json",
                        "attempt-1-request.json",
                        "attempt-1-response.json",
                        "body.json",
                        "outcome.json",
                        "request.json");
        assertThat(json(folder, "request.json").at("/headers/authorization").asString())
                .isEqualTo("[redacted]");
        assertThat(json(folder, "request.json").at("/path").asString()).isEqualTo("/v1/chat/completions");
        assertThat(json(folder, "body.json").at("/model").asString()).isEqualTo("gpt-4o");
        assertThat(json(folder, "attempt-1-request.json").at("/url").asString())
                .isEqualTo(provider.v1() + "/chat/completions");
        assertThat(json(folder, "attempt-1-request.json")
                        .at("/headers/authorization")
                        .asString())
                .isEqualTo("[redacted]");
        assertThat(json(folder, "attempt-1-response.json").at("/status").asInt())
                .isEqualTo(200);
        assertThat(read(folder, "attempt-1-answer.json")).isEqualTo(answer.body());
        JsonNode outcome = json(folder, "outcome.json");
        assertThat(outcome.at("/outcome").asString()).isEqualTo("completed");
        assertThat(outcome.at("/key").asString()).hasSize(16);
        assertThat(outcome.at("/prompt_tokens").asInt()).isPositive();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("body.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void writesAStreamLineByLine() throws IOException {
        provider.when(Match.streaming()).once().reply(Reply.chunks(5));

        Path folder = folderOf(gateway.chatStream("openai/gpt-4o", "stream"));

        List<String> lines = read(folder, "attempt-1-chunks.jsonl").lines().toList();
        assertThat(lines)
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(line -> assertThat(Answers.json(line).has("data")).isTrue());
        assertThat(lines.getLast()).contains("[DONE]");
    }

    @Test
    void showsAFailover() throws IOException {
        provider.when(Match.path("/chat/completions")).once().reply(Reply.status(500));

        Path folder = folderOf(gateway.chat("openai/gpt-4o-failover", "failover"));

        assertThat(json(folder, "attempt-1-response.json").at("/status").asInt())
                .isEqualTo(500);
        assertThat(json(folder, "attempt-1-response.json").at("/result").asString())
                .isEqualTo("server");
        assertThat(json(folder, "attempt-2-response.json").at("/result").asString())
                .isEqualTo("served");
        assertThat(json(folder, "outcome.json").at("/attempts").asInt()).isEqualTo(2);
    }

    @Test
    void writesAnErrorAnswerWithoutTheKeyThatAProviderRepeats() throws IOException {
        for (String key : List.of(KEY, OTHER_KEY)) {
            provider.when(Match.key(key).and(Match.path("/chat/completions")))
                    .reply(Reply.status(400)
                            .contentType("application/json")
                            .body("{\"error\":{\"message\":\"not with " + key + "\"}}"));
        }

        Path folder = folderOf(gateway.chat("openai/gpt-4o-error", "error"));

        assertThat(json(folder, "attempt-1-response.json").at("/status").asInt())
                .isEqualTo(400);
        assertThat(read(folder, "attempt-1-answer.json"))
                .isEqualTo("{\"error\":{\"message\":\"not with [redacted]\"}}");
        assertThat(json(folder, "outcome.json").at("/outcome").asString()).isEqualTo("refused");
    }

    @Test
    void endsWellWhenTheClientLeaves() throws IOException {
        provider.when(Match.streaming()).once().reply(Reply.chunks(10).silentAfter(3));
        try (RawClient client = RawClient.connect(gateway.origin())) {
            client.post(
                    "/v1/chat/completions",
                    TestGateway.TOKEN,
                    TestGateway.chatBody("openai/gpt-4o-gone", "gone", true));
            client.readUntil(" w2");
        }

        Path folder = Awaiting.value(
                        "the folder of the client that left",
                        Duration.ofSeconds(10),
                        () -> folders().stream()
                                .filter(one -> read(one, "outcome.json").contains("gpt-4o-gone"))
                                .toList(),
                        found -> found.size() == 1)
                .getFirst();
        assertThat(json(folder, "outcome.json").at("/outcome").asString()).isEqualTo("cancelled");
        Awaiting.until(
                "the end of the attempt",
                () -> read(folder, "attempt-1-response.json").contains("cancelled"));
        assertThat(read(folder, "attempt-1-chunks.jsonl").lines()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void writesNothingForThoseWhoMayNotCall() throws IOException {
        int before = folders().size();
        assertThat(gateway.post("/v1/chat/completions", "{", "x-none", "x").statusCode())
                .isEqualTo(400);
        assertThat(folders()).hasSize(before);
    }

    private static void holdsNoSecret() throws IOException {
        try (Stream<Path> files = Files.walk(logs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain("c4n4ry");
            }
        }
    }

    private static Path folderOf(HttpResponse<String> answer) {
        String id = answer.headers().firstValue("x-request-id").orElseThrow();
        return Awaiting.value(
                        "the folder of " + id,
                        Duration.ofSeconds(10),
                        () -> folders().stream()
                                .filter(folder -> folder.toString().endsWith(id))
                                .filter(folder ->
                                        read(folder, "outcome.json").strip().endsWith("}"))
                                .toList(),
                        found -> found.size() == 1)
                .getFirst();
    }

    private static List<Path> folders() {
        Path root = logs.resolve("deep/logs");
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(root)) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static JsonNode json(Path folder, String file) {
        return Answers.json(read(folder, file));
    }

    private static String read(Path folder, String file) {
        try {
            return Files.exists(folder.resolve(file)) ? Files.readString(folder.resolve(file)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
