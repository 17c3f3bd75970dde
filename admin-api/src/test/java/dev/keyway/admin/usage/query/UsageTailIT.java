package dev.keyway.admin.usage.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.usage.TestLog;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records are followed as they arrive, as far as a caller's roles go. */
class UsageTailIT {

    private static final String TAIL = "/api/v1/usage/tail";
    private static final JsonMapper JSON = new JsonMapper();

    private static AdminServer server;
    private static World world;
    private static TestLog log;
    private static UUID token;
    private static UUID foreignToken;
    private static UUID provider;
    private static UUID key;

    @BeforeAll
    static void start() {
        server = AdminServer.start();
        world = World.in(server);
        log = TestLog.on(server);
        token = token(world.teamPath());
        foreignToken = token("/api/v1/tenants/" + world.foreignTenant() + "/teams/" + world.foreignTeam());
        provider = UUID.randomUUID();
        key = UUID.randomUUID();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aRecordIsSentOnceWhenItArrives() throws Exception {
        UUID before = book();
        server.clock().advance(TailStream.OVERLAP.plusSeconds(1));
        try (Stream stream = open(as(Role.TEAM_ADMIN))) {
            UUID foreign = TestCall.of(world.foreignTenant(), world.foreignTeam(), foreignToken)
                    .attempt(provider, key, "m", 3)
                    .book(log);
            UUID first = book();
            UUID second = book();

            List<UUID> sent = List.of(stream.next().id(), stream.next().id());
            UUID third = book();

            assertThat(sent).containsExactlyInAnyOrder(first, second).doesNotContain(before, foreign);
            Event last = stream.next();
            assertThat(last.id()).isEqualTo(third);
            assertThat(last.data().get("team").asString()).isEqualTo("Team");
            assertThat(last.data().at("/keyId").isNull()).isTrue();
        }
    }

    @Test
    void whoReconnectsGoesOnFromTheLastEvent() throws Exception {
        String cursor;
        try (Stream stream = open(server.owner())) {
            UUID unused = book();
            cursor = stream.next().cursor();
        }
        server.clock().advance(Duration.ofSeconds(30));
        UUID missed = book();

        assertThat(ids(server.owner()
                        .with("Last-Event-ID", cursor)
                        .get(TAIL + "?seconds=0")
                        .expect(200)
                        .raw()))
                .contains(missed);
        assertThat(ids(server.owner().get(TAIL + "?seconds=0").expect(200).raw()))
                .isEmpty();
    }

    @Test
    void filtersAndRolesNarrowIt() {
        String cursor = server.clock().instant().toString();
        UUID mine = book();
        UUID failed = TestCall.of(world.tenant(), world.team(), token)
                .outcome("FAILED")
                .attempt(provider, key, "m", 1)
                .book(log);

        assertThat(sent(as(Role.TENANT_AUDITOR), cursor, "&outcome=FAILED")).containsExactly(failed);
        assertThat(sent(as(Role.AUDITOR), cursor, "&team=" + world.team())).contains(mine, failed);
        assertThat(sent(as(Role.MEMBER), cursor, "")).isEmpty();
        as(Role.TEAM_ADMIN)
                .get(TAIL + "?seconds=0&tenant=" + world.foreignTenant())
                .expect(404);
    }

    @Test
    void wrongInputIsNamed() {
        assertThat(server.owner()
                        .get(TAIL + "?from=2026-10-05T12:00:00Z")
                        .expect(400)
                        .raw())
                .contains("\"from\"");
        assertThat(server.owner().get(TAIL + "?seconds=301").expect(400).raw()).contains("\"seconds\"");
        assertThat(server.owner()
                        .with("Last-Event-ID", "7")
                        .get(TAIL)
                        .expect(400)
                        .raw())
                .contains("Last-Event-ID");
    }

    @Test
    void oneCallerHasFiveAtMost() throws Exception {
        Api caller = as(Role.AUDITOR);
        List<Stream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                streams.add(open(caller));
            }
            assertThat(caller.get(TAIL + "?seconds=0").expect(429).raw()).contains("tails_busy");
            server.owner().get(TAIL + "?seconds=0").expect(200);
        } finally {
            for (Stream stream : streams) {
                stream.close();
            }
        }
    }

    private static List<UUID> sent(Api caller, String cursor, String filter) {
        return ids(caller.with("Last-Event-ID", cursor)
                .get(TAIL + "?seconds=0" + filter)
                .expect(200)
                .raw());
    }

    private static List<UUID> ids(String events) {
        return events.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> UUID.fromString(JSON.readTree(line.substring("data: ".length()))
                        .get("id")
                        .asString()))
                .toList();
    }

    private static UUID book() {
        return TestCall.of(world.tenant(), world.team(), token)
                .attempt(provider, key, "m", 10)
                .book(log);
    }

    private static UUID token(String team) {
        return UUID.fromString(server.owner()
                .post(team + "/tokens", "{\"name\": \"t\"}")
                .expect(201)
                .json()
                .findValue("id")
                .asString());
    }

    private static Api as(Role role) {
        return server.caller(world.grant(role));
    }

    private static Stream open(Api caller) throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpResponse<InputStream> response = http.send(
                HttpRequest.newBuilder(server.address().resolve(TAIL + "?seconds=60"))
                        .header("Authorization", caller.authorization())
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new Stream(http, new Scanner(response.body(), StandardCharsets.UTF_8));
    }

    private record Event(String cursor, JsonNode data) {

        UUID id() {
            return UUID.fromString(data.get("id").asString());
        }
    }

    private record Stream(HttpClient http, Scanner lines) implements AutoCloseable {

        Event next() {
            String cursor = "";
            while (true) {
                String line = lines.nextLine();
                if (line.startsWith("id: ")) {
                    cursor = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    return new Event(cursor, JSON.readTree(line.substring("data: ".length())));
                }
            }
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
