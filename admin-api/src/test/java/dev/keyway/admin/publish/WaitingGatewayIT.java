package dev.keyway.admin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.gateway.FakeGateway;
import dev.keyway.testkit.time.Awaiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A gateway that waits is told at once: by the commit, whichever replica commits, and otherwise by looking. */
class WaitingGatewayIT {

    private static final Duration WAIT = Duration.ofSeconds(25);
    private static final int WRITERS = 20;
    private static final int CHANGES = 5;

    private static final AdminServer SERVER = AdminServer.start();
    private static final AdminServer REPLICA = SERVER.replica(Map.of());

    private final Api owner = SERVER.owner();
    private final Configured world = Configured.by(owner);
    private final FakeGateway gateway = SERVER.gateway();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void read() {
        JsonNode unused = gateway.snapshot();
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        gateway.close();
    }

    @AfterAll
    static void stop() {
        REPLICA.close();
        SERVER.close();
    }

    @Test
    void aCommitRingsAtEveryReplicaAndWakesWhoWaitsThere() throws Exception {
        gateway.turnTo(REPLICA.address());
        ChangeSignal here = SERVER.bean(ChangeSignal.class);
        ChangeSignal there = REPLICA.bean(ChangeSignal.class);
        Future<Optional<JsonNode>> waiting = waiting();
        long ringsHere = here.count();
        long ringsThere = there.count();
        String token = world.token().header("Location");
        JsonNode changes = waiting.get().orElseThrow();
        assertThat(changes.at("/upserts/tokens/0/id").asString()).isEqualTo(Configured.id(token));
        Awaiting.until("both replicas to hear of it", () -> here.count() > ringsHere && there.count() > ringsThere);
    }

    @Test
    void aChangeThatNobodyAnnouncedIsFoundByLooking() throws Exception {
        Answer token = world.token();
        assertThat(gateway.changes(WAIT)).isPresent();
        Future<Optional<JsonNode>> waiting = waiting();
        SERVER.database().execute("""
                        WITH next AS (UPDATE keyway.revision SET value = value + 1 RETURNING value)
                        INSERT INTO keyway.config_change (revision, kind, id, deleted, at)
                        SELECT value, 'token', '%s', false, now() FROM next""".formatted(Configured.id(token.header("Location"))));
        assertThat(waiting.get().orElseThrow().at("/upserts/tokens").size()).isEqualTo(1);
    }

    @Test
    void whoIsCutOffIsLetGoWhileItWaits() throws Exception {
        Future<Optional<JsonNode>> told = waiting();
        String path = "/api/v1/gateways/" + gateway.id();
        Answer disabled = world.change(path, "{\"disabled\": true}");
        assertRefused(told, "gateway_disabled");
        owner.patch(path, disabled.etag(), "{\"disabled\": false}").expect(200);
        Future<Optional<JsonNode>> untold = waiting();
        SERVER.database()
                .execute("UPDATE keyway.gateway SET revoked_at = now() WHERE id = '%s'".formatted(gateway.id()));
        assertRefused(untold, "invalid_gateway_credential");
    }

    @Test
    void aBurstIsToldInOneAnswer() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            paths.add(world.token().header("Location"));
        }
        JsonNode changes = gateway.changes(WAIT).orElseThrow();
        assertThat(changes.at("/upserts/tokens").size()).isEqualTo(5);
        assertThat(changes.path("to").asLong() - changes.path("from").asLong()).isEqualTo(5);
        owner.delete(paths.getFirst()).expect(204);
        world.change(paths.get(1), "{\"blocked\": true}");
        changes = gateway.changes(WAIT).orElseThrow();
        assertThat(changes.at("/deletes/tokens/0").asString()).isEqualTo(Configured.id(paths.getFirst()));
        assertThat(changes.at("/upserts/tokens").size()).isEqualTo(1);
        assertThat(changes.has("sealing")).isFalse();
    }

    @Test
    void noRevisionIsSkippedWhoeverWritesAtTheSameMoment() throws Exception {
        List<Future<List<String>>> writers = new ArrayList<>();
        long start = gateway.revision();
        long end = start + WRITERS * CHANGES;
        for (int i = 0; i < WRITERS; i++) {
            Api writer = i % 2 == 0 ? owner : owner.at(REPLICA);
            writers.add(threads.submit(() -> write(writer)));
        }
        List<String> told = new ArrayList<>();
        while (gateway.revision() < end) {
            long before = gateway.revision();
            JsonNode changes = gateway.changes(WAIT).orElseThrow();
            assertThat(changes.path("from").asLong()).isEqualTo(before);
            assertThat(changes.path("to").asLong()).isGreaterThan(before);
            changes.at("/upserts/tokens")
                    .forEach(token -> told.add(token.path("id").asString()));
            gateway.turnTo(told.size() % 2 == 0 ? SERVER.address() : REPLICA.address());
        }
        List<String> made = new ArrayList<>();
        for (Future<List<String>> writer : writers) {
            made.addAll(writer.get());
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(made);
        assertThat(gateway.revision()).isEqualTo(end);
    }

    @Test
    void nothingNewIsToldAsNothing() {
        assertThat(gateway.changes(Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void waitingTakesNoConnection() throws Exception {
        List<Future<Optional<JsonNode>>> waiting = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            waiting.add(waiting());
        }
        String token = world.token().header("Location");
        for (Future<Optional<JsonNode>> each : waiting) {
            assertThat(each.get()).isPresent();
        }
        assertThat(gateway.configuration().find("tokens", Configured.id(token))).isPresent();
    }

    private List<String> write(Api writer) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            ids.add(writer.post(world.team() + "/tokens", Configured.named())
                    .expect(201)
                    .text("id"));
        }
        return ids;
    }

    /** The answer to come of a call that waits by now: its gateway was seen, which is the last thing it does before. */
    private Future<Optional<JsonNode>> waiting() {
        return threads.submit(() -> gateway.changes(WAIT));
    }

    private static void assertRefused(Future<Optional<JsonNode>> waiting, String code) {
        assertThatThrownBy(waiting::get)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("401")
                .hasMessageContaining(code);
    }
}
