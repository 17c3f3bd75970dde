package dev.keyway.admin.usage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.usage.Books;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An owner imports a usage log by hand: each event is booked once, and the gap that it fills names the owner. */
class ImportIT {

    private static final AdminServer SERVER = AdminServer.start();
    private static final String KEY = Base64.getEncoder().encodeToString(key());

    private final Api owner = SERVER.owner();
    private final String name = owner.get("/api/v1/me").expect(200).text("name");
    private final JsonNode made = owner.post("/api/v1/gateways", "{\"name\": \"%s\"}".formatted(UUID.randomUUID()))
            .expect(201)
            .json();
    private final Api gateway = SERVER.anonymous().bearer(made.get("secret").asString());
    private final TestEvents events = new TestEvents(new Random(), 1);
    private final Books books = new Books(SERVER);
    private final UUID instance = UUID.randomUUID();
    private final List<UsageEvent> all = IntStream.range(0, 5)
            .mapToObj(n -> events.completed(SERVER.clock().instant(), 10 + n))
            .toList();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void theGapEndsAndNamesWhoImportedIt() {
        TestLog lost = new TestLog(gateway);
        register(1, lost, 0);
        lost.ship(all.subList(0, 3));
        register(2, lost, 5);
        register(3, new TestLog(gateway), 0);
        assertThat(gap(lost)).isEqualTo("REPLACED 4 5 null");

        TestLog found = lost.importedBy(owner);
        assertThat(found.ship(3, all.subList(3, 5)).taken()).isEqualTo(2);
        assertThat(found.ship(0, all).taken()).isZero();

        books.requireExactly(all);
        assertThat(gap(lost)).isEqualTo("REPLACED 4 5 " + name);
        Answer audit = owner.get("/api/v1/audit?objectId=" + lost.id()).expect(200);
        assertThat(audit.json().get("items")).hasSize(1);
        assertThat(audit.text("items/0/action")).isEqualTo("imported");
        assertThat(audit.raw()).contains("\"taken\":2", made.at("/id").asString());
        assertThat(owner.get("/api/v1/audit?action=resolved&limit=1").raw()).contains("state directory");
    }

    @Test
    void aGapWithoutAKnownEndEndsWithTheLog() {
        TestLog killed = new TestLog(gateway);
        register(1, killed, 0);
        register(2, new TestLog(gateway), 0);
        assertThat(gap(killed)).isEqualTo("REPLACED 1 null null");

        assertThat(killed.importedBy(owner).ship(all).taken()).isEqualTo(5);
        assertThat(gap(killed)).isEqualTo("REPLACED 1 null " + name);
        books.requireExactly(all);
    }

    @Test
    void aLogIsRefusedWhileItsGatewayRuns() {
        TestLog log = new TestLog(gateway);
        register(1, log, 5);
        Answer refused = log.importedBy(owner).post(0, 5, TestLog.lines(0, all)).expect(409);
        assertThat(refused.text("code")).isEqualTo("gateway_running");
        assertThat(refused.text("detail")).contains(made.at("/gateway/name").asString());

        SERVER.clock().advance(Duration.ofSeconds(41));
        assertThat(log.importedBy(owner).ship(all).taken()).isEqualTo(5);
        books.requireExactly(all);
    }

    @Test
    void aLogThatNobodyReportedNeedsItsGateway() {
        TestLog unknown = new TestLog(gateway);
        assertThat(unknown.importedBy(owner)
                        .post(0, 5, TestLog.lines(0, all))
                        .expect(404)
                        .text("detail"))
                .contains("name the gateway");
        unknown.importedBy(owner, UUID.randomUUID())
                .post(0, 5, TestLog.lines(0, all))
                .expect(404);
        UUID id = UUID.fromString(made.at("/id").asString());
        assertThat(unknown.importedBy(owner, id).ship(all).taken()).isEqualTo(5);
        books.requireExactly(all);
    }

    private void register(long start, TestLog log, long last) {
        Answer unused = gateway.post("/gateway/v1/register", """
                {"contract": 1, "version": "1", "publicKey": "%s", "instanceId": "%s", "startCount": %d,
                 "log": {"logId": "%s", "lastSequence": %d, "shippedThrough": 0, "damaged": 0}}""".formatted(KEY, instance, start, log.id(), last))
                .expect(200);
    }

    private static String gap(TestLog log) {
        return SERVER.sql()
                .sql("SELECT reason, from_sequence, to_sequence, resolved_by FROM keyway.usage_gap WHERE log_id = ?")
                .param(log.id())
                .query((row, n) ->
                        "%s %s %s %s".formatted(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .single();
    }

    private static byte[] key() {
        byte[] key = new byte[32];
        key[0] = 9;
        return key;
    }
}
