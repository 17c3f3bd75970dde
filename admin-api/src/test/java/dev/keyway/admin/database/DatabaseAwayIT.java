package dev.keyway.admin.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.time.Awaiting;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** While the database is away the service says so, and goes on by itself once it is back. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayIT {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final String WAITS = "scheduled work waits for the database: ";

    private final AdminServer server = AdminServer.shared();

    @Test
    void answersProblemsWhileItIsAwayAndRecoversByItself(CapturedOutput log) throws Exception {
        URI database = URI.create(server.database().url().substring("jdbc:".length()));
        try (Relay relay = new Relay(new InetSocketAddress(database.getHost(), database.getPort()));
                AdminServer cut = server.replica(Map.of(
                        "keyway.db.url",
                        server.database().url().replace(":" + database.getPort() + "/", ":" + relay.port() + "/")))) {
            Api owner = server.owner().at(cut);
            String tenant = owner.post("/api/v1/tenants", "{\"name\": \"Away %s\"}".formatted(Instant.now()))
                    .expect(201)
                    .header("Location");
            relay.cut();
            unavailable(owner.get(tenant));
            unavailable(owner.patch(tenant, "\"0\"", "{\"description\": \"lost\"}"));
            unavailable(owner.post("/api/v1/session", "{\"login\": \"owner\", \"password\": \"x\"}"));
            Awaiting.until(
                    "scheduled work that fails", LONGEST, () -> log.getAll().contains(WAITS));
            assertThat(log.getAll().lines().filter(line -> line.contains("scheduled work")))
                    .allMatch(line -> line.contains(WAITS));
            assertThat(log.getAll()).doesNotContain("Unexpected error occurred in scheduled task");
            relay.mend();
            Answer back = Awaiting.value(
                    "the database again", LONGEST, () -> owner.get(tenant), answer -> answer.status() != 503);
            back.expect(200);
            assertThat(back.text("description")).isEmpty();
            owner.patch(tenant, back.etag(), "{\"description\": \"kept\"}").expect(200);
        }
    }

    private static void unavailable(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("code")).isEqualTo("database_unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }
}
