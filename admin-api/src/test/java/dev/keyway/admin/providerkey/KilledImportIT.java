package dev.keyway.admin.providerkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminApplication;
import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.time.Awaiting;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is killed in the midst of an import leaves whole parts, and the import sent again does the rest. */
class KilledImportIT {

    private static final int LINES = 4_000;
    private static final int PART = 500;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();

    @TempDir
    Path folder;

    @Test
    void nothingIsHalfWrittenAndSentAgainItSaysWhatWasThere() throws Exception {
        Answer provider = owner.post(
                        "/api/v1/providers",
                        "{\"slug\": \"k%s\", \"baseUrl\": \"https://api.example.com/v1\"}"
                                .formatted(UUID.randomUUID().toString().substring(0, 8)))
                .expect(201);
        UUID id = UUID.fromString(provider.text("id"));
        String body = IntStream.range(0, LINES)
                .mapToObj(n -> "sk-killed-%s-%05d".formatted(id, n))
                .collect(Collectors.joining("\n"));
        String path = provider.header("Location") + "/keys/import";
        int port = freePort();
        Process process = start(port);
        try {
            Api other = owner.at(URI.create("http://127.0.0.1:" + port));
            waitFor(process, () -> answers(other));
            CompletableFuture<Answer> sent = CompletableFuture.supplyAsync(
                    () -> other.with("Content-Type", "text/plain").post(path, body));
            waitFor(process, () -> keys(id) > 0);
            process.destroyForcibly().waitFor();
            assertThat(sent).failsWithin(LONGEST);
        } finally {
            process.destroyForcibly();
        }
        int kept = keys(id);
        assertThat(kept).isPositive().isLessThan(LINES);
        assertThat(kept % PART).isZero();
        assertThat(audited(id)).isEqualTo(kept);
        Answer again = owner.with("Content-Type", "text/plain").post(path, body).expect(200);
        assertThat(again.json().get("duplicates").asInt()).isEqualTo(kept);
        assertThat(again.json().get("created").asInt()).isEqualTo(LINES - kept);
        assertThat(again.json().get("resumeAt").isNull()).isTrue();
        assertThat(owner.get("/api/v1/audit/verify")
                        .expect(200)
                        .json()
                        .get("intact")
                        .asBoolean())
                .isTrue();
    }

    private Process start(int port) throws Exception {
        ProcessBuilder program = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AdminApplication.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        program.environment()
                .putAll(Map.of(
                        "SERVER_PORT",
                        "" + port,
                        "MANAGEMENT_SERVER_PORT",
                        "0",
                        "KEYWAY_DB_URL",
                        server.database().url(),
                        "KEYWAY_DB_USER",
                        server.database().user(),
                        "KEYWAY_DB_PASSWORD",
                        server.database().password(),
                        "KEYWAY_MASTER_KEYS",
                        AdminServer.MASTER_KEY,
                        "KEYWAY_AUDIT_KEYS",
                        AdminServer.AUDIT_KEY,
                        "KEYWAY_CATALOGUE_LOAD",
                        "never"));
        return program.start();
    }

    private void waitFor(Process process, BooleanSupplier condition) throws Exception {
        Awaiting.until("the service", LONGEST, () -> condition.getAsBoolean() || !process.isAlive());
        assertThat(process.isAlive())
                .as(Files.readString(folder.resolve("log")))
                .isTrue();
    }

    private static boolean answers(Api api) {
        try {
            return api.get("/api/v1/me").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private int keys(UUID provider) {
        return server.sql()
                .sql("SELECT count(*) FROM keyway.provider_key WHERE provider_id = ?")
                .param(provider)
                .query(Integer.class)
                .single();
    }

    private int audited(UUID provider) {
        return server.sql().sql("""
                        SELECT count(*) FROM keyway.audit_entry WHERE kind = 'provider_key' AND action = 'created'
                            AND object_id IN (SELECT id::text FROM keyway.provider_key WHERE provider_id = ?)""").param(provider).query(Integer.class).single();
    }

    private static int freePort() throws Exception {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
