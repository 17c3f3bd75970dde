package dev.keyway.admin.usage.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.alert.WebhookPage;
import dev.keyway.admin.usage.Books;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageTaken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Nothing that a gateway had is lost silently: a gap names it, and a restored database is found out. */
class GapsIT {

    private static final AdminServer SERVER = AdminServer.start();
    private static final String KEY = Base64.getEncoder().encodeToString(key());

    private final Api owner = SERVER.owner();
    private final Api gateway = SERVER.anonymous().bearer(SERVER.credential());
    private final TestEvents events = new TestEvents(new Random(), 1);
    private final Books books = new Books(SERVER);
    private final UUID instance = UUID.randomUUID();

    @BeforeAll
    static void somebodyIsTold() {
        SERVER.owner()
                .post(
                        "/api/v1/alert-channels",
                        "{\"name\": \"m\", \"kind\": \"WEBHOOK\", \"target\": \"https://8.8.8.8/hook\", \"events\": [\"USAGE_LOST\", \"USAGE_LATE\","
                                + " \"DATABASE_RESTORED\", \"INGEST_REJECTED\", \"MODEL_UNPRICED\", \"COST_MISMATCH\"]}")
                .expect(201);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aRegistrationIsAnsweredWithTheMarkOfItsLog() {
        TestLog log = new TestLog(gateway);
        assertThat(mark(register(instance, 1, log, 0, 0, null))).isZero();
        log.ship(some(3));
        assertThat(mark(register(instance, 2, log, 3, 3, null))).isEqualTo(3);
        assertThat(gaps(log)).isEmpty();
    }

    @Test
    void aDatabaseThatWasRestoredIsFoundOutAndGetsTheEventsAgain() {
        TestLog log = new TestLog(gateway);
        JsonNode registered = register(instance, 1, log, 0, 0, null).expect(200).json();
        UUID timeline = UUID.fromString(registered.path("timeline").asString());
        List<UsageEvent> kept = some(6);
        log.knows(timeline);
        // What the database had five minutes ago are the first four events; the gateway has shipped six.
        log.ship(kept.subList(0, 4));
        UsageTaken told = log.ship(6, some(2));
        assertThat(told.mark()).isEqualTo(4);
        assertThat(told.taken()).isZero();
        assertThat(told.timeline()).isNotEqualTo(timeline);
        log.knows(told.timeline());
        assertThat(log.ship(4, kept.subList(4, 6)).mark()).isEqualTo(6);
        books.requireExactly(kept);
        assertThat(gaps(log)).isEmpty();
        WebhookPage.requireLike(alert("database_restored", told.timeline().toString()));
        gateway.get("/gateway/v1/changes?since=0&timeline=" + timeline).expect(410);
    }

    @Test
    void aRegistrationAboveTheMarkRenewsTheTimelineToo() {
        TestLog log = new TestLog(gateway);
        JsonNode first = register(instance, 1, log, 0, 0, null).expect(200).json();
        JsonNode next = register(instance, 2, log, 9, 9, first.path("timeline").asString())
                .expect(200)
                .json();
        assertThat(next.path("mark").asLong()).isZero();
        assertThat(next.path("timeline")).isNotEqualTo(first.path("timeline"));
        // It no longer has them.
        log.knows(UUID.fromString(next.path("timeline").asString()));
        assertThat(log.ship(9, some(2)).mark()).isEqualTo(11);
        assertThat(gaps(log)).containsExactly("MISSING 1 9 null");
        WebhookPage.requireLike(alert("usage_lost", log.id().toString()));
    }

    @Test
    void aRevisionAboveOursRenewsTheTimelineAndAnotherTimelineIsGone() {
        JsonNode first = register(instance, 1, new TestLog(gateway), 0, 0, null).json();
        String timeline = first.path("timeline").asString();
        long revision = first.path("revision").asLong();
        gateway.get("/gateway/v1/changes?since=%d&timeline=%s".formatted(revision, timeline))
                .expect(204);
        assertThat(gateway.get("/gateway/v1/changes?since=%d&timeline=%s".formatted(revision + 1, timeline))
                        .expect(410)
                        .text("code"))
                .isEqualTo("revision_gone");
        assertThat(gateway.get("/gateway/v1/changes?since=%d&timeline=%s".formatted(revision, timeline))
                        .expect(410)
                        .text("code"))
                .isEqualTo("revision_gone");
    }

    @Test
    void aLostVolumeIsAGapThatEndsWhenItsEventsArriveAfterAll() {
        TestLog log = new TestLog(gateway);
        register(instance, 1, log, 0, 0, null).expect(200);
        List<UsageEvent> all = some(5);
        log.ship(all.subList(0, 3));
        heartbeat(log, 5, 3, 0, null);
        TestLog next = new TestLog(gateway);
        register(instance, 2, next, 0, 0, null).expect(200);
        assertThat(gaps(log)).containsExactly("REPLACED 4 5 null");
        assertThat(log.ship(all.subList(3, 5)).mark()).isEqualTo(5);
        assertThat(owner.get("/api/v1/usage/gaps").expect(200).text("items/0/resolvedBy"))
                .isEqualTo("system");
        books.requireExactly(all);
    }

    @Test
    void nobodyKnowsWhatALogHadWhoseGatewayWasKilledButAllIsThereIfItSignedOff() {
        TestLog killed = new TestLog(gateway);
        register(instance, 1, killed, 0, 0, null).expect(200);
        TestLog ended = new TestLog(gateway);
        register(instance, 2, ended, 0, 0, null).expect(200);
        signOff(instance).expect(204);
        TestLog last = new TestLog(gateway);
        register(instance, 3, last, 0, 0, null).expect(200);
        assertThat(gaps(killed)).containsExactly("REPLACED 1 null null");
        assertThat(gaps(ended)).isEmpty();
    }

    @Test
    void damagedPlacesAreAGapEachTimeThereAreMore() {
        TestLog log = new TestLog(gateway);
        register(instance, 1, log, 0, 0, null).expect(200);
        heartbeat(log, 5, 0, 2, null);
        heartbeat(log, 5, 0, 2, null);
        heartbeat(log, 5, 0, 3, null);
        assertThat(gaps(log)).containsExactlyInAnyOrder("DAMAGED null null 2", "DAMAGED null null 3");

        Api heir = SERVER.anonymous().bearer(SERVER.credential());
        heartbeat(heir, log, 5, 0, 3, null);
        assertThat(gaps(log)).as("known under the former gateway").hasSize(2);
        heartbeat(heir, log, 5, 0, 4, null);
        assertThat(gaps(log)).contains("DAMAGED null null 4");
    }

    @Test
    void aLogThatIsLateIsToldAndOneThatIsSilentForADayIsAGap() {
        TestLog log = new TestLog(gateway);
        register(instance, 1, log, 0, 0, null).expect(200);
        heartbeat(log, 5, 0, 0, SERVER.clock().instant());
        SERVER.clock().advance(Duration.ofMinutes(6));
        watch();
        WebhookPage.requireLike(alert("usage_late", log.id().toString()));
        SERVER.clock().advance(Duration.ofDays(1));
        watch();
        watch();
        assertThat(gaps(log)).containsExactly("SILENT 1 5 null");
        List<UsageEvent> all = some(5);
        log.ship(all);
        assertThat(owner.get("/api/v1/usage/gaps").expect(200).text("items/0/resolution"))
                .isEqualTo("The events have arrived.");
    }

    @Test
    void anOwnerResolvesAGapOnce() {
        TestLog log = new TestLog(gateway);
        register(instance, 1, log, 0, 0, null).expect(200);
        heartbeat(log, 5, 0, 2, null);
        String gap = "/api/v1/usage/gaps/" + owner.get("/api/v1/usage/gaps").text("items/0/id") + "/resolve";
        owner.post(gap, "{\"resolution\": \" \"}").expect(400);
        assertThat(owner.post(gap, "{\"resolution\": \"Power was lost\"}")
                        .expect(200)
                        .text("resolution"))
                .isEqualTo("Power was lost");
        owner.post(gap, "{\"resolution\": \"again\"}").expect(409);
        assertThat(owner.get("/api/v1/audit?limit=1").expect(200).raw()).contains("resolved", "Power was lost");
    }

    @Test
    void oneInstanceRunsWithACredential() {
        TestLog log = new TestLog(gateway);
        register(instance, 4, log, 0, 0, null).expect(200);
        UUID other = UUID.randomUUID();
        assertThat(register(other, 1, new TestLog(gateway), 0, 0, null)
                        .expect(409)
                        .text("code"))
                .isEqualTo("gateway_running");
        register(instance, 3, log, 0, 0, null).expect(409);
        register(instance, 5, log, 0, 0, null).expect(200);
        signOff(other).expect(204);
        register(other, 1, new TestLog(gateway), 0, 0, null).expect(409);
        signOff(instance).expect(204);
        register(other, 1, new TestLog(gateway), 0, 0, null).expect(200);
        register(instance, 6, log, 0, 0, null).expect(409);
        SERVER.clock().advance(Duration.ofSeconds(41));
        register(instance, 6, log, 0, 0, null).expect(200);
    }

    @Test
    void anOldLogUnderANewCredentialGoesOnAtItsMark() {
        TestLog log = new TestLog(gateway);
        List<UsageEvent> all = some(4);
        log.ship(all.subList(0, 2));
        TestLog same = log.under(SERVER.anonymous().bearer(SERVER.credential()));
        assertThat(same.ship(2, all.subList(2, 4)).mark()).isEqualTo(4);
        books.requireExactly(all);
        assertThat(gaps(log)).isEmpty();
    }

    @Test
    void whatCanBeReadLaterIsReplayedOnce() {
        TestLog log = new TestLog(gateway);
        List<UsageEvent> all = some(1);
        String line = TestLog.lines(0, all).getFirst();
        log.post(0, 2, List.of(line.replace("COMPLETED", "MELTED"), "{")).expect(200);
        WebhookPage.requireLike(alert("ingest_rejected", log.id().toString()));
        SERVER.sql()
                .sql("UPDATE keyway.usage_rejected SET raw = ? WHERE log_id = ? AND sequence = 1")
                .params(line.getBytes(StandardCharsets.UTF_8), log.id())
                .update();
        JsonNode items = owner.get("/api/v1/usage/rejected").expect(200).json().path("items");
        int booked = 0;
        for (int i = 0; i < 2; i++) {
            String one = "/api/v1/usage/rejected/%s/replay"
                    .formatted(items.path(i).path("id").asString());
            booked += owner.post(one, "").status() == 200 ? 1 : 0;
            owner.post(one, "").expect(409);
        }
        assertThat(booked).isOne();
        books.requireExactly(all);
    }

    private List<UsageEvent> some(int count) {
        Instant now = SERVER.clock().instant();
        return IntStream.range(0, count)
                .mapToObj(n -> events.completed(now, 10 + n))
                .toList();
    }

    private Answer register(UUID id, long start, TestLog log, long last, long shipped, @Nullable String timeline) {
        return gateway.post("/gateway/v1/register", """
                {"contract": 1, "version": "1", "publicKey": "%s", "instanceId": "%s", "startCount": %d, "timeline": %s,
                 "log": {"logId": "%s", "lastSequence": %d, "shippedThrough": %d, "damaged": 0}}""".formatted(
                        KEY, id, start, timeline == null ? null : "\"" + timeline + "\"", log.id(), last, shipped));
    }

    private static long mark(Answer registered) {
        return registered.expect(200).json().path("mark").asLong();
    }

    private Answer signOff(UUID id) {
        return gateway.post("/gateway/v1/sign-off", "{\"instanceId\": \"%s\"}".formatted(id));
    }

    private void heartbeat(TestLog log, long last, long shipped, long damaged, @Nullable Instant oldest) {
        heartbeat(gateway, log, last, shipped, damaged, oldest);
    }

    private static void heartbeat(
            Api by, TestLog log, long last, long shipped, long damaged, @Nullable Instant oldest) {
        by.post("/gateway/v1/heartbeats", """
                {"version": "1", "revision": 1, "startedAt": "2026-11-26T01:00:00Z", "inFlight": 0, "log": {"logId": "%s",
                 "lastSequence": %d, "shippedThrough": %d, "damaged": %d, "oldestUnshipped": %s}}""".formatted(
                                log.id(), last, shipped, damaged, oldest == null ? null : "\"" + oldest + "\""))
                .expect(204);
    }

    private static List<String> gaps(TestLog log) {
        return SERVER.sql()
                .sql("SELECT reason, from_sequence, to_sequence, damaged FROM keyway.usage_gap WHERE log_id = ?")
                .param(log.id())
                .query((row, n) ->
                        "%s %s %s %s".formatted(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }

    private static String alert(String event, String about) {
        return SERVER.sql()
                .sql("SELECT body FROM keyway.alert_outbox WHERE event = ? AND body LIKE ?")
                .params(event, "%" + about + "%")
                .query(String.class)
                .single();
    }

    private static void watch() {
        SERVER.bean(LogWatch.class).look();
    }

    private static byte[] key() {
        byte[] key = new byte[32];
        key[0] = 9;
        return key;
    }
}
