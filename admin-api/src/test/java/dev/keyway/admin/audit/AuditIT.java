package dev.keyway.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.secret.KeyRing;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** The audit reports who changed what, and shows whatever was done to it past the service. */
class AuditIT {

    private static final String AUDIT = "/api/v1/audit";
    private static final String VERIFY = AUDIT + "/verify";

    private static final AdminServer SERVER = AdminServer.start();

    private final Api owner = SERVER.owner();
    private boolean attacked;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    /** Whoever owns the database can do this; nobody that the service acts as can. */
    @BeforeAll
    static void letTheHeadGoBack() {
        SERVER.database().execute("ALTER TABLE keyway.audit_head DISABLE TRIGGER audit_head_moves_on");
    }

    @BeforeEach
    void changes() {
        for (int i = 0; i < 6; i++) {
            change();
        }
    }

    /** Past the service, with every right. */
    private void attack(String sql) {
        if (!attacked) {
            attacked = true;
            SERVER.database()
                    .execute(
                            "CREATE SCHEMA saved",
                            "CREATE TABLE saved.entries AS SELECT * FROM keyway.audit_entry",
                            "CREATE TABLE saved.head AS SELECT * FROM keyway.audit_head");
        }
        SERVER.database().execute(sql);
    }

    @AfterEach
    void restore() {
        if (attacked) {
            attacked = false;
            SERVER.database()
                    .execute(
                            "TRUNCATE keyway.audit_entry",
                            "INSERT INTO keyway.audit_entry SELECT * FROM saved.entries",
                            "UPDATE keyway.audit_head h SET sequence = s.sequence, mac = s.mac FROM saved.head s",
                            "DELETE FROM keyway.audit_closing",
                            "DROP SCHEMA saved CASCADE");
        }
    }

    @Test
    void tellsWhoChangedWhatFromWhereAndWhy() {
        Answer made = owner.with("X-Reason", "asked for by mail")
                .post("/api/v1/users", newUser())
                .expect(201);
        String path = made.header("Location");
        owner.patch(path, made.etag(), "{\"name\": \"After\"}").expect(200);
        Answer entries =
                owner.get(AUDIT + "?kind=user&objectId=" + made.text("id")).expect(200);
        assertThat(entries.json().get("items").size()).isEqualTo(2);
        assertThat(entries.text("items/0/action")).isEqualTo("updated");
        assertThat(entries.text("items/0/before/name")).isEqualTo("Before");
        assertThat(entries.text("items/0/after/name")).isEqualTo("After");
        assertThat(entries.text("items/1/action")).isEqualTo("created");
        assertThat(entries.text("items/1/reason")).isEqualTo("asked for by mail");
        assertThat(entries.text("items/1/actorId")).isEqualTo(owner.callerId().toString());
        assertThat(entries.text("items/1/address")).isEqualTo("127.0.0.1");
    }

    @Test
    void isReadInPagesAndByActor() {
        List<Long> read = new ArrayList<>();
        String next = "";
        do {
            Answer page = owner.get(AUDIT + "?limit=4&actorId=" + owner.callerId() + "&cursor=" + next)
                    .expect(200);
            page.json()
                    .get("items")
                    .forEach(item -> read.add(item.get("sequence").asLong()));
            next = page.json().get("next").isNull() ? "" : page.text("next");
        } while (!next.isEmpty());
        assertThat(read).hasSize(6).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(owner.get(AUDIT + "?actorId=nobody")
                        .expect(200)
                        .json()
                        .get("items")
                        .isEmpty())
                .isTrue();
        for (String unknown : List.of("kind", "action")) {
            for (String list : List.of(AUDIT, AUDIT + "/export")) {
                Answer refused = owner.get(list + "?" + unknown + "=Nonsense").expect(400);
                assertThat(refused.fields()).containsExactly(unknown);
                assertThat(refused.raw()).contains(unknown.equals("kind") ? "tenant, token" : "created, deleted");
            }
        }
    }

    @Test
    void aChangeThatIsRefusedLeavesNoEntry() {
        long before = last();
        owner.post("/api/v1/users", "{\"login\": \"owner\", \"name\": \"Second\"}")
                .expect(409);
        assertThat(last()).isEqualTo(before);
    }

    @Test
    void fiftyWritersAtOnceMakeOneChain() throws Exception {
        long before = last();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(writers.submit(() -> owner.post("/api/v1/users", newUser())));
            }
            for (Future<Answer> answer : answers) {
                answer.get().expect(201);
            }
        }
        assertThat(SERVER.sql()
                        .sql("SELECT sequence FROM keyway.audit_entry WHERE sequence > ? ORDER BY sequence")
                        .param(before)
                        .query(Long.class)
                        .list())
                .isEqualTo(
                        LongStream.rangeClosed(before + 1, before + 50).boxed().toList());
        requireIntact();
    }

    @Test
    void aChangedEntryIsNamed() {
        requireIntact();
        long changed = last() - 2;
        for (String column : List.of("actor_name", "address", "action", "object_id", "before", "after", "reason")) {
            restore();
            attack("UPDATE keyway.audit_entry SET %s = coalesce(%1$s, '') || 'x' WHERE sequence = %d"
                    .formatted(column, changed));
            requireBroken(VERIFY, changed);
        }
        restore();
        attack("UPDATE keyway.audit_entry SET at = at + interval '1 microsecond' WHERE sequence = " + changed);
        requireBroken(VERIFY, changed);
    }

    @Test
    void aDeletedMiddleIsNamed() {
        long deleted = last() - 3;
        attack("DELETE FROM keyway.audit_entry WHERE sequence = " + deleted);
        requireBroken(VERIFY, deleted);
    }

    @Test
    void aCutTailIsNamed() {
        String kept = head();
        long cut = last();
        attack("DELETE FROM keyway.audit_entry WHERE sequence = " + cut);
        requireBroken(VERIFY, cut);
        setBack(cut - 1);
        requireBroken(VERIFY, cut);
        requireBroken(VERIFY + "?head=" + kept, cut);
    }

    /** What was published as a head is no closing; and a head of what was wiped is not taken for a good one. */
    @Test
    void nobodyWhoLacksTheAuditKeyWipesTheAudit() {
        String old = head();
        change();
        String kept = head();
        String[] parts = kept.split("~");
        attack("DELETE FROM keyway.audit_entry WHERE sequence <= " + parts[0]);
        requireBroken(VERIFY, 1);
        attack("INSERT INTO keyway.audit_closing VALUES ('2026-01-01', %s, '\\x%s', '%s', '\\x%s')"
                .formatted((Object[]) parts));
        requireBroken(VERIFY, Long.parseLong(parts[0]));
        Answer verified = owner.get(VERIFY + "?head=" + old).expect(200);
        assertThat(verified.json().at("/unproven/0/sequence").asLong())
                .isEqualTo(Long.parseLong(old.substring(0, old.indexOf("~"))));
    }

    /** Even a closing with a true seal, where the service never drops a month. */
    @Test
    void aClosingIsRefusedWhereNoMonthIsDropped() {
        AuditPlace end = AuditPlace.end(schema()).orElseThrow();
        AuditClosing closing = AuditClosing.sign(
                new AuditKeys(KeyRing.parse(AdminServer.AUDIT_KEY)), YearMonth.of(2026, 1), end.sequence(), end.mac());
        attack("INSERT INTO keyway.audit_closing VALUES ('2026-01-01', %d, '\\x%s', '%s', '\\x%s')"
                .formatted(closing.sequence(), closing.mac(), closing.keyId(), closing.seal()));
        requireBroken(VERIFY, end.sequence());
    }

    /** What a process has seen is in its memory alone: one that starts after the cut needs a head that was kept elsewhere. */
    @Test
    void aReplicaThatHasJustStartedNeedsAHeadThatWasKept() {
        String kept = head();
        long cut = last();
        attack("DELETE FROM keyway.audit_entry WHERE sequence = " + cut);
        setBack(cut - 1);
        try (AdminServer fresh = SERVER.replica(Map.of())) {
            assertThat(owner.at(fresh)
                            .get(VERIFY)
                            .expect(200)
                            .json()
                            .get("intact")
                            .asBoolean())
                    .isTrue();
            assertThat(owner.at(fresh)
                            .get(VERIFY + "?head=" + kept)
                            .expect(200)
                            .json()
                            .at("/faults/0/sequence")
                            .asLong())
                    .isEqualTo(cut);
        }
    }

    @Test
    void aChainMadeAnewWithAnotherKeyIsNamed() {
        long from = last() - 3;
        remake(from, "a1", new byte[] {
            9, 8, 7, 6, 5, 4, 3, 2, 1, 10, 11, 22, 33, 44, 55, 66, 77, 88, 99, 12, 23, 34, 45, 56, 67, 78, 89, 90, 13,
            24, 35, 46
        });
        requireBroken(VERIFY, from);
    }

    @Test
    void aChainMadeAnewWithTheRightKeyDiffersFromAHeadThatWasKept() {
        String kept = head();
        byte[] key = Base64.getDecoder().decode(AdminServer.AUDIT_KEY.substring(3));
        remake(last() - 3, "a1", key);
        requireBroken(VERIFY, last());
        requireBroken(VERIFY + "?head=" + kept, last());
    }

    @Test
    void aHeadThatIsNotOursIsRefused() {
        String forged = head().replaceFirst("^\\d+", "1");
        assertThat(owner.get(VERIFY + "?head=" + forged).expect(400).text("errors/0/field"))
                .isEqualTo("head");
        owner.get(VERIFY + "?head=nonsense").expect(400);
    }

    @Test
    void theExportHasEveryEntryAndASignedHead() {
        long before = last();
        Answer export = owner.get(AUDIT + "/export").expect(200);
        JsonMapper json = new JsonMapper();
        assertThat(export.raw()
                        .lines()
                        .map(line -> json.readTree(line).get("sequence").asLong()))
                .isEqualTo(LongStream.rangeClosed(1, before).boxed().toList());
        change();
        assertThat(owner.get(VERIFY + "?head=" + export.header("X-Audit-Head"))
                        .expect(200)
                        .json()
                        .get("intact")
                        .asBoolean())
                .isTrue();
        assertThat(owner.get(AUDIT + "/export?kind=tenant").expect(200).raw()).isEmpty();
    }

    @Test
    void anEntryThatIsNoJsonAnyMoreIsShownAsTheTextThatItIs() {
        long entries = last();
        long broken = entries - 2;
        attack("UPDATE keyway.audit_entry SET after = '{\"name\": ' WHERE sequence = " + broken);
        assertThat(owner.get(AUDIT + "?limit=10")
                        .expect(200)
                        .json()
                        .get("items")
                        .valueStream()
                        .filter(item -> item.get("sequence").asLong() == broken)
                        .map(item -> item.get("after").asString()))
                .containsExactly("{\"name\": ");
        assertThat(owner.get(AUDIT + "/export").expect(200).raw().lines()).hasSize((int) entries);
        requireBroken(VERIFY, broken);
    }

    private void remake(long from, String keyId, byte[] key) {
        AuditKeys keys =
                new AuditKeys(KeyRing.parse(keyId + ":" + Base64.getEncoder().encodeToString(key)));
        JsonMapper json = new JsonMapper();
        attack("UPDATE keyway.audit_entry SET actor_name = 'somebody else' WHERE sequence = " + from);
        List<AuditLink> links = SERVER.sql()
                .sql(AuditLink.SELECT.replace("audit_entry", "keyway.audit_entry")
                        + "WHERE sequence >= ? ORDER BY sequence")
                .param(from - 1)
                .query(AuditLink::of)
                .list();
        String previous = links.getFirst().mac();
        for (AuditLink link : links.subList(1, links.size())) {
            previous = keys.link(
                            keyId,
                            previous,
                            link.entry().sequence(),
                            link.entry().canonical(json))
                    .orElseThrow();
            SERVER.sql()
                    .sql("UPDATE keyway.audit_entry SET mac = ? WHERE sequence = ?")
                    .params(HexFormat.of().parseHex(previous), link.entry().sequence())
                    .update();
        }
        SERVER.sql()
                .sql("UPDATE keyway.audit_head SET mac = ?")
                .param(HexFormat.of().parseHex(previous))
                .update();
    }

    private void setBack(long sequence) {
        attack("""
            UPDATE keyway.audit_head h SET sequence = e.sequence, mac = e.mac FROM keyway.audit_entry e
            WHERE e.sequence = %d\
            """.formatted(sequence));
    }

    private static JdbcClient schema() {
        return JdbcClient.create(new DriverManagerDataSource(
                SERVER.database().url() + "?currentSchema=keyway",
                SERVER.database().user(),
                SERVER.database().password()));
    }

    private void requireIntact() {
        Answer verified = owner.get(VERIFY).expect(200);
        assertThat(verified.json().get("intact").asBoolean()).as("%s", verified).isTrue();
        assertThat(verified.json().get("entries").asLong()).isEqualTo(last());
    }

    private void requireBroken(String path, long sequence) {
        Answer verified = owner.get(path).expect(200);
        assertThat(verified.json().get("intact").asBoolean()).isFalse();
        assertThat(verified.json().at("/faults/0/sequence").asLong())
                .as("%s", verified)
                .isEqualTo(sequence);
    }

    private String head() {
        return owner.get(VERIFY).expect(200).text("head");
    }

    private void change() {
        owner.post("/api/v1/users", newUser()).expect(201);
    }

    private static String newUser() {
        return "{\"login\": \"audited-%s\", \"name\": \"Before\"}".formatted(UUID.randomUUID());
    }

    private static long last() {
        return SERVER.sql()
                .sql("SELECT coalesce(max(sequence), 0) FROM keyway.audit_entry")
                .query(Long.class)
                .single();
    }
}
