package dev.keyway.admin.usage.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.usage.TestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Usage records are listed and filtered, newest first, and each is shown with its attempts. */
class UsageRequestsIT {

    private static final String LIST = "/api/v1/usage/requests";
    private static final Instant NOON = Instant.parse("2026-10-05T12:00:00Z");

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final TestLog log = TestLog.on(server);
    private final Api owner = server.owner();
    private final UUID token = UUID.randomUUID();
    private final UUID key = UUID.randomUUID();
    private final UUID provider = UUID.fromString(owner.post(
                    "/api/v1/providers",
                    "{\"slug\": \"u%s\", \"baseUrl\": \"https://api.example.com/v1\"}"
                            .formatted(UUID.randomUUID().toString().substring(24)))
            .expect(201)
            .text("id"));

    @Test
    void eachFilterFindsItsRecordsAndNoOthers() {
        UUID wanted = call().at(NOON)
                .attempt(provider, key, "rare", 12)
                .outcome("BROKEN")
                .requestId("req-" + token)
                .book(log);
        UUID beside = TestCall.of(world.tenant(), world.otherTeam(), UUID.randomUUID())
                .at(NOON.plusSeconds(1))
                .attempt(UUID.randomUUID(), UUID.randomUUID(), "often", 5)
                .book(log);
        UUID foreign = TestCall.of(world.foreignTenant(), world.foreignTeam(), UUID.randomUUID())
                .book(log);
        String of = LIST + "?tenant=" + world.tenant();

        assertThat(ids(of)).containsExactly(beside, wanted);
        assertThat(ids(LIST + "?tenant=" + world.foreignTenant())).containsExactly(foreign);
        for (String filter : List.of(
                "team=" + world.team(),
                "token=" + token,
                "model=rare",
                "provider=" + provider,
                "key=" + key,
                "outcome=BROKEN",
                "requestId=req-" + token,
                "to=2026-10-05T12:00:01Z",
                "from=2026-10-05T12:00:00Z&to=2026-10-05T12:00:00.5Z")) {
            assertThat(ids(of + "&" + filter)).as(filter).containsExactly(wanted);
        }
        assertThat(ids(of + "&from=2026-10-05T12:00:00.000001Z")).containsExactly(beside);
        assertThat(ids(of + "&outcome=COMPLETED&model=often")).containsExactly(beside);
        assertThat(ids(of + "&model=unknown")).isEmpty();
        assertThat(ids(of + "&team=" + world.team() + "&model=often")).isEmpty();
        assertThat(ids(LIST + "?requestId=req-" + token)).containsExactly(wanted);
        assertThat(ids(LIST + "?key=" + key)).containsExactly(wanted);
    }

    @Test
    void namesStandForIds() {
        UUID wanted = call().attempt(provider, key, "m", 1).book(log);
        String tenant = owner.get(world.path()).text("name");
        String team = owner.get(world.teamPath()).text("name");
        String slug = owner.get("/api/v1/providers/" + provider).text("slug");

        assertThat(ids(LIST + "?tenant=" + tenant + "&team=" + team + "&provider=" + slug))
                .containsExactly(wanted);
        owner.get(LIST + "?tenant=nobody").expect(404);
        owner.get(LIST + "?tenant=" + tenant + "&team=nobody").expect(404);
        owner.get(LIST + "?provider=nothing").expect(404);
        assertThat(owner.get(LIST + "?team=" + team).expect(400).fields()).containsExactly("team");
    }

    @Test
    void pagesGoOnWithinOneMomentAndOverMonths() {
        List<UUID> booked = new ArrayList<>();
        for (int n = 0; n < 23; n++) {
            booked.add(call().at(NOON).book(log));
        }
        for (int months = 1; months < 5; months++) {
            Instant before = NOON.minus(Duration.ofDays(30L * months));
            booked.add(call().at(before).book(log));
            booked.add(call().at(before.plusMillis(months)).book(log, server, before));
        }
        List<Answer> pages = new ArrayList<>();
        String path = LIST + "?tenant=" + world.tenant() + "&limit=5";
        String next = "";
        while (!next.equals("null") && pages.size() < 20) {
            pages.add(
                    owner.get(path + (pages.isEmpty() ? "" : "&cursor=" + next)).expect(200));
            next = pages.getLast().json().get("next").asString("null");
        }
        List<UUID> listed = pages.stream().flatMap(UsageRequestsIT::ids).toList();
        List<Instant> moments = pages.stream()
                .flatMap(page -> page.json().get("items").valueStream())
                .map(item -> Instant.parse(item.get("at").asString()))
                .toList();

        assertThat(listed).hasSize(booked.size()).containsExactlyInAnyOrderElementsOf(booked);
        assertThat(new HashSet<>(listed)).hasSameSizeAs(booked);
        assertThat(moments).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(owner.get(path + "&total=true").text("total")).isEqualTo("31");
    }

    @Test
    void aCursorGoesOnAfterItsRecordWasDropped() {
        UUID older = call().at(NOON).book(log);
        UUID newer = call().at(NOON.plusSeconds(1)).book(log);
        String path = LIST + "?tenant=" + world.tenant() + "&limit=1";
        Answer first = owner.get(path).expect(200);
        server.sql()
                .sql("DELETE FROM keyway.usage_event WHERE id = ?")
                .param(newer)
                .update();

        assertThat(ids(path + "&cursor=" + first.text("next"))).containsExactly(older);
    }

    @Test
    void aRecordIsShownWithItsAttempts() {
        UUID failed = UUID.randomUUID();
        UUID id = call().requestId("req-7")
                .attempt(provider, failed, "small", 1_000_000_001L)
                .attempt(provider, key, "large", 2, 2)
                .estimated()
                .book(log);

        Answer shown = owner.get(LIST + "/" + id).expect(200);

        assertThat(shown.text("requestId")).isEqualTo("req-7");
        assertThat(shown.text("cost")).isEqualTo("1.000000003");
        assertThat(shown.text("keyId")).isEqualTo(key.toString());
        assertThat(shown.text("attemptCount")).isEqualTo("2");
        assertThat(shown.text("tags/feature")).isEqualTo("chat");
        assertThat(shown.text("attempts/0/keyId")).isEqualTo(failed.toString());
        assertThat(shown.text("attempts/0/cost")).isEqualTo("1.000000001");
        assertThat(shown.json().at("/attempts/1/units").toString())
                .isEqualTo("{\"image\":2,\"input\":7,\"output\":3,\"search\":2}");
        assertThat(shown.json().at("/attempts/1/unpriced").toString()).isEqualTo("{\"image\":2}");
        assertThat(owner.get(LIST + "?tenant=" + world.tenant())
                        .json()
                        .at("/items/0")
                        .get("attempts")
                        .isNull())
                .isTrue();
        owner.get(LIST + "/" + UUID.randomUUID()).expect(404);
    }

    @Test
    void accountsAndKeysAreShownToTheInstallationOnly() {
        UUID id = call().attempt(provider, key, "m", 1).book(log);
        for (Role role : List.of(Role.TENANT_ADMIN, Role.TENANT_AUDITOR, Role.TEAM_ADMIN)) {
            Api caller = server.caller(world.grant(role));
            Answer shown = caller.get(LIST + "/" + id).expect(200);
            assertThat(shown.json().get("keyId").isNull()).isTrue();
            assertThat(shown.json().at("/attempts/0/keyId").isNull()).isTrue();
            assertThat(shown.raw()).doesNotContain(key.toString());
            assertThat(caller.get(LIST).expect(200).raw())
                    .contains(id.toString())
                    .doesNotContain(key.toString());
        }
        assertThat(server.caller(world.grant(Role.AUDITOR)).get(LIST + "/" + id).text("keyId"))
                .isEqualTo(key.toString());
    }

    private TestCall call() {
        return TestCall.of(world.tenant(), world.team(), token);
    }

    private List<UUID> ids(String path) {
        return ids(owner.get(path).expect(200)).toList();
    }

    private static Stream<UUID> ids(Answer page) {
        return page.json()
                .get("items")
                .valueStream()
                .map(item -> UUID.fromString(item.get("id").asString()));
    }
}
