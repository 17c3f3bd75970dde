package dev.keyway.admin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.gateway.FakeGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What gateways are asked to do with keys, and what they tell of them. */
class CommandIT {

    private static final AdminServer SERVER = AdminServer.start();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration WAIT = Duration.ofSeconds(25);

    private final Api owner = SERVER.owner();
    private final Configured world = Configured.by(owner);
    private final String key = world.key("sk-" + UUID.randomUUID());

    @AfterEach
    void everyGatewayIsAway() {
        SERVER.clock().advance(Duration.ofMinutes(2));
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void withoutAGatewayNobodyCanTestAKey() {
        for (String command : new String[] {"/test", "/probe", "/clear-cooldown"}) {
            assertThat(owner.post(key + command, "").expect(409).text("code")).isEqualTo("no_gateway");
        }
        assertThat(owner.get(key + "/commands").expect(200).json().path("items").size())
                .isZero();
        owner.post(world.provider() + "/keys/" + UUID.randomUUID() + "/test", "")
                .expect(404);
    }

    @Test
    void aTestGoesToAGatewayThatWaitsAndItsResultCanBeRead() throws Exception {
        try (FakeGateway gateway = following();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<JsonNode> waiting =
                    threads.submit(() -> gateway.changes(WAIT).orElseThrow());
            Answer given = owner.post(key + "/test", "").expect(202);
            JsonNode changes = waiting.get();
            JsonNode command = changes.at("/commands/0");
            assertThat(command.path("kind").asString()).isEqualTo("TEST_KEY");
            assertThat(command.path("keyId").asString()).isEqualTo(Configured.id(key));
            assertThat(changes.path("to").asLong())
                    .isEqualTo(changes.path("from").asLong());
            String path = key + "/commands/" + given.text("commands/0/id");
            assertThat(owner.get(path).text("status")).isEqualTo("DELIVERED");
            gateway.answer(command.path("id").asString(), true, "200 in 310 ms");
            gateway.answer(command.path("id").asString(), false, "too late");
            Answer read = owner.get(path).expect(200);
            assertThat(read.text("status")).isEqualTo("SUCCEEDED");
            assertThat(read.text("answer")).isEqualTo("200 in 310 ms");
            assertThat(owner.get("/api/v1/audit?objectId=" + given.text("commands/0/id"))
                            .raw())
                    .contains("\"created\"", "\"answered\"", "TEST_KEY");
        }
    }

    @Test
    void aTestIsOneGatewaysAndACooldownIsClearedAtEach() {
        try (FakeGateway first = following();
                FakeGateway second = following()) {
            assertThat(owner.post(key + "/test", "")
                            .expect(202)
                            .json()
                            .path("commands")
                            .size())
                    .isEqualTo(1);
            assertThat(owner.post(key + "/clear-cooldown", "")
                            .expect(202)
                            .json()
                            .path("commands")
                            .size())
                    .isEqualTo(2);
            assertThat(kinds(first) + kinds(second)).contains("CLEAR_COOLDOWN", "TEST_KEY");
            assertThat(owner.post(key + "/probe", "").expect(202).text("commands/0/kind"))
                    .isEqualTo("PROBE_KEY");
        }
    }

    @Test
    void aCommandComesAgainUntilItIsAnsweredOrNobodyWaitsForIt() {
        try (FakeGateway gateway = following()) {
            Answer given = owner.post(key + "/test", "").expect(202);
            String path = key + "/commands/" + given.text("commands/0/id");
            assertThat(kinds(gateway)).contains("TEST_KEY");
            assertThat(gateway.changes(Duration.ZERO)).isEmpty();
            SERVER.clock().advance(Duration.ofSeconds(15));
            assertThat(kinds(gateway)).contains("TEST_KEY");
            SERVER.clock().advance(Duration.ofSeconds(46));
            assertThat(gateway.changes(Duration.ZERO)).isEmpty();
            assertThat(owner.get(path).text("status")).isEqualTo("EXPIRED");
        }
    }

    @Test
    void nobodyAnswersForAnother() {
        try (FakeGateway first = following();
                FakeGateway second = following()) {
            owner.post(key + "/clear-cooldown", "").expect(202);
            String command =
                    first.changes(WAIT).orElseThrow().at("/commands/0/id").asString();
            Api other = SERVER.anonymous().bearer(SERVER.credential());
            other.post("/gateway/v1/commands/" + command, "{\"succeeded\": true}")
                    .expect(404);
            second.answer(
                    second.changes(WAIT).orElseThrow().at("/commands/0/id").asString(), false, "no");
            assertThat(owner.get(key + "/commands").raw()).contains("DELIVERED", "FAILED");
        }
    }

    @Test
    void howKeysStandIsShownWithThem() {
        try (FakeGateway gateway = following()) {
            Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            gateway.keyState(Configured.id(key), "gpt-x", "COOLING", "429", since, since.plusSeconds(60));
            gateway.keyState(Configured.id(key), null, "READY", "", since, null);
            gateway.keyState(UUID.randomUUID().toString(), null, "READY", "", since, null);
            JsonNode states = owner.get(key).expect(200).json().path("states");
            assertThat(states.size()).isEqualTo(2);
            assertThat(states.at("/1/state").asString()).isEqualTo("COOLING");
            assertThat(states.at("/1/model").asString()).isEqualTo("gpt-x");
            assertThat(states.at("/1/reason").asString()).isEqualTo("429");
            assertThat(states.at("/1/until").asString())
                    .isEqualTo(since.plusSeconds(60).toString());
            assertThat(owner.get(world.provider() + "/keys")
                            .json()
                            .at("/items/0/states")
                            .size())
                    .isEqualTo(2);
            gateway.keyStates(true, states(key, since));
            assertThat(owner.get(key).json().path("states").size()).isEqualTo(1);
            owner.delete("/api/v1/gateways/" + gateway.id()).expect(204);
            assertThat(owner.get(key).json().path("states").size()).isZero();
        }
    }

    @Test
    void aReportThatIsNotAsItMustBeIsToldWhy() {
        Api raw = SERVER.anonymous().bearer(SERVER.credential());
        assertThat(field(raw, "{\"states\": [{}]}")).isEqualTo("states[0].keyId");
        assertThat(field(raw, "{\"states\": [{\"keyId\": \"%s\", \"state\": \"X\"}]}".formatted(UUID.randomUUID())))
                .isEqualTo("states[0].state");
        assertThat(field(raw, "{\"states\": [{\"keyId\": \"%s\", \"state\": \"READY\"}]}".formatted(UUID.randomUUID())))
                .isEqualTo("states[0].since");
        raw.post("/gateway/v1/key-states", "{\"states\": [null]}").expect(400);
        raw.post("/gateway/v1/key-states", "{}").expect(204);
        raw.post("/gateway/v1/heartbeats", "{}").expect(400);
    }

    private static String field(Api raw, String body) {
        return raw.post("/gateway/v1/key-states", body).expect(400).text("errors/0/field");
    }

    private static ArrayNode states(String key, Instant since) {
        return JSON.createArrayNode()
                .add(JSON.readTree("{\"keyId\": \"%s\", \"state\": \"LOCKED\", \"reason\": \"401\", \"since\": \"%s\"}"
                        .formatted(Configured.id(key), since)));
    }

    private static String kinds(FakeGateway gateway) {
        return gateway.changes(WAIT).orElseThrow().path("commands").toString();
    }

    private static FakeGateway following() {
        FakeGateway gateway = SERVER.gateway();
        JsonNode unused = gateway.snapshot();
        return gateway;
    }
}
