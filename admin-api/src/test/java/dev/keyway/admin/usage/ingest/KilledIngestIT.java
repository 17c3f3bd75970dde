package dev.keyway.admin.usage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminApplication;
import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.usage.Books;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.testkit.time.Awaiting;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is killed while it stores batches; another replica gets all of them again. */
class KilledIngestIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int BATCHES = 400;

    private final AdminServer server = AdminServer.shared();
    private final TestEvents events = new TestEvents(new Random(), 2);

    @TempDir
    Path folder;

    @Test
    void everyEventIsBookedOnce() throws Exception {
        Instant now = server.clock().instant();
        List<UsageEvent> all =
                IntStream.range(0, BATCHES * 10).mapToObj(n -> events.any(now)).toList();
        String credential = server.credential();
        Api gateway = server.anonymous().bearer(credential);
        TestLog log = new TestLog(gateway);
        int port;
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        Process process = start(port);
        CompletableFuture<Void> shipping;
        try {
            Api other = server.owner().at(URI.create("http://127.0.0.1:" + port));
            waitFor(process, () -> answers(other));
            TestLog there = new TestLog(gateway.at(URI.create("http://127.0.0.1:" + port)), log.id());
            shipping = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < BATCHES; i++) {
                    there.ship(all.subList(i * 10, i * 10 + 10));
                }
            });
            waitFor(process, () -> stored(log) > 200);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(shipping).failsWithin(LONGEST);
        long stored = stored(log);
        assertThat(stored).isBetween(201L, BATCHES * 10L - 1);
        assertThat(stored % 10).isZero();
        for (int i = 0; i < BATCHES; i += 50) {
            log.ship(all.subList(i * 10, (i + 50) * 10));
        }
        new Books(server).requireExactly(all);
    }

    private long stored(TestLog log) {
        return server.sql()
                .sql("SELECT count(*) FROM keyway.usage_event WHERE log_id = ?")
                .param(log.id())
                .query(Long.class)
                .single();
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
}
