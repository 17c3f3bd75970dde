package dev.keyway.admin.usage.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.usage.TestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

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
    void pagesAreReadInBothDirections() {
        List<UUID> booked = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            booked.addFirst(call().at(NOON.plusSeconds(n / 2))
                    .attempt(provider, key, n % 3 == 0 ? "rare" : "often", 1)
                    .book(log));
        }
        for (String filter : List.of("", "&model=often", "&model=often&outcome=COMPLETED&minTokens=1")) {
            String path = LIST + "?limit=3&tenant=" + world.tenant() + filter;
            List<Answer> older = new ArrayList<>(List.of(owner.get(path).expect(200)));
            while (!older.getLast().json().get("next").isNull()) {
                older.add(owner.get(path + "&cursor=" + older.getLast().text("next"))
                        .expect(200));
            }
            List<Answer> newer = new ArrayList<>(List.of(older.getLast()));
            while (!newer.getLast().json().get("previous").isNull()) {
                newer.add(owner.get(path + "&cursor=" + newer.getLast().text("previous"))
                        .expect(200));
            }
            List<UUID> listed = older.stream().flatMap(UsageRequestsIT::ids).toList();

            assertThat(listed).hasSize(filter.isEmpty() ? 12 : 8).doesNotHaveDuplicates();
            assertThat(newer.reversed().stream().flatMap(UsageRequestsIT::ids))
                    .as(filter)
                    .containsExactlyElementsOf(listed);
            assertThat(ids(path + "&cursor=" + newer.getLast().text("next")))
                    .isEqualTo(ids(newer.get(newer.size() - 2)).toList());
        }
    }

    @Test
    void everythingThatIsShownIsAFilter() {
        UUID wanted = call().at(NOON).attempt(provider, key, "m", 12).book(log);
        UUID beside = call().at(NOON.plusSeconds(1))
                .attempt(provider, UUID.randomUUID(), "m", 4)
                .book(log);
        UUID account = UUID.randomUUID();
        server.sql().sql("""
                        UPDATE keyway.usage_event SET date = '2026-10-04', operation = 'embeddings', asked_model = 'fast-one', alias = 'fast',
                            account_id = ?, stream = true, status = 502, error_origin = 'provider', error_code = 'provider_error',
                            queued_millis = 70, first_byte_millis = 40, duration_millis = 900, requests = 3, tokens = 77, estimated = true,
                            attempts = 4, tags = '{"feature": "search", "label:centre": "7"}', user_hash = 'abc'
                        WHERE id = ?""").params(account, wanted).update();
        server.sql()
                .sql(
                        "UPDATE keyway.usage_event SET first_byte_millis = 60, tags = '{\"feature\": \"chat\"}' WHERE id = ?")
                .param(beside)
                .update();
        var unused = owner.post(
                        LIST + "/%s/adjustments".formatted(wanted), "{\"amount\": \"1\", \"reason\": \"an invoice\"}")
                .expect(201);
        String of = LIST + "?tenant=" + world.tenant() + "&";
        List<String> filters = List.of(
                "date=2026-10-04",
                "operation=embeddings",
                "askedModel=fast-one",
                "alias=fast",
                "account=" + account,
                "stream=true",
                "status=502",
                "errorOrigin=provider",
                "errorCode=provider_error",
                "minQueuedMillis=70",
                "maxFirstByteMillis=40",
                "minDurationMillis=900",
                "minRequests=2",
                "minTokens=50",
                "estimated=true",
                "minAttempts=2",
                "tag=feature=search",
                "tag=label:centre=7",
                "user=abc",
                "minCost=0.000000012",
                "adjusted=true",
                "key=" + key);

        for (String filter : filters) {
            assertThat(ids(of + filter)).as(filter).containsExactly(wanted);
            assertThat(ids(of
                            + "requestId=%s&%s"
                                    .formatted(owner.get(LIST + "/" + wanted).text("requestId"), filter)))
                    .as("%s of a request", filter)
                    .containsExactly(wanted);
            assertThat(ids(of
                            + "requestId=%s&%s"
                                    .formatted(owner.get(LIST + "/" + beside).text("requestId"), filter)))
                    .as("%s of another request", filter)
                    .isEmpty();
        }
        for (String filter : List.of(
                "minFirstByteMillis=50",
                "maxDurationMillis=100",
                "maxTokens=76",
                "maxCost=0.000000004",
                "adjusted=false",
                "stream=false")) {
            assertThat(ids(of + filter)).as(filter).containsExactly(beside);
        }
        assertThat(ids(LIST + "?" + String.join("&", filters).replace("tag=feature=search&", "")))
                .containsExactly(wanted);
    }

    @Test
    void aRecordHasTheLabelsOfItsOwners() {
        label(world.path(), "{\"centre\": \"1\", \"site\": \"north\"}");
        label(world.teamPath(), "{\"centre\": \"2\"}");
        UUID before = call().book(log);
        label(world.teamPath(), "{\"centre\": \"3\"}");
        UUID after = call().book(log);

        assertThat(owner.get(LIST + "/" + before).json().get("tags").toString())
                .isEqualTo("{\"feature\":\"chat\",\"label:centre\":\"2\",\"label:site\":\"north\"}");
        assertThat(ids(LIST + "?tenant=" + world.tenant() + "&tag=label:centre=3"))
                .containsExactly(after);
    }

    @Test
    void aSearchAnswersInTimeAndGoesOnFromThere() {
        UUID oldest = call().at(NOON.minusSeconds(1))
                .attempt(provider, key, "rare", 1)
                .book(log);
        for (int n = 0; n < 30; n++) {
            var unused = call().at(NOON.plusSeconds(n))
                    .attempt(provider, key, "often", 1)
                    .book(log);
        }
        // Each look at the clock is a second later.
        AtomicLong seconds = new AtomicLong();
        CurrentCaller current = server.bean(CurrentCaller.class);
        UsageSearch search = new UsageSearch(
                server.bean(JdbcClient.class),
                server.bean(UsageSubjects.class),
                server.bean(UsageTime.class),
                current,
                () -> seconds.incrementAndGet() * 1_000_000_000L);
        Caller caller = new Caller(
                CallerKind.USER,
                UUID.randomUUID(),
                "a test",
                Set.of(new Grant(Role.OWNER, Scope.INSTALLATION)),
                true,
                "",
                null,
                false,
                null);
        UsageFilter rare = new UsageFilter(
                null, null, world.tenant(), null, null, null, null, null, "rare", null, null, null, null, null, null);
        DetailFilter nothing = new DetailFilter(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null);
        TransactionTemplate transaction = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
        UUID from = new UUID(-1, -1);
        List<Instant> searched = new ArrayList<>();
        UsagePage page;
        do {
            PageRequest request = new PageRequest(from, 9, UUID::toString, false, UUID::toString, false);
            page = current.as(caller, () -> transaction.execute(status -> search.page(rare, nothing, request)));
            if (page.next() != null) {
                assertThat(page.items()).isEmpty();
                searched.add(page.searchedBackTo());
                from = UUID.fromString(page.next());
            }
        } while (page.next() != null && searched.size() < 9);

        assertThat(page.items()).extracting(UsageView::id).containsExactly(oldest);
        assertThat(page.searchedBackTo()).isNull();
        assertThat(searched).containsExactly(NOON.plusSeconds(20), NOON.plusSeconds(10), NOON);
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

    private void bookedBeforeOutputTokensWere(UUID id) {
        assertThat(server.sql()
                        .sql("UPDATE keyway.usage_event SET output_tokens = NULL WHERE id = ? AND output_tokens = 6")
                        .param(id)
                        .update())
                .isEqualTo(1);
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
        assertThat(shown.json().get("outputTokens").asLong()).isEqualTo(6);
        JsonNode listed =
                owner.get(LIST + "?tenant=" + world.tenant()).expect(200).json().at("/items/0");
        assertThat(listed.get("outputTokens")).isEqualTo(shown.json().get("outputTokens"));
        assertThat(listed.get("inputTokens").asLong()
                        + listed.get("outputTokens").asLong())
                .isEqualTo(listed.get("tokens").asLong());
        bookedBeforeOutputTokensWere(id);
        assertThat(owner.get(LIST + "?tenant=" + world.tenant()).json().at("/items/0"))
                .isEqualTo(listed);
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

    @Test
    void keysAreNamedToTheInstallationOnly() {
        String name = "key of " + UUID.randomUUID();
        String slug = "p" + UUID.randomUUID().toString().substring(0, 8);
        owner.post("/api/v1/providers", "{\"slug\": \"%s\", \"declaration\": \"openai\"}".formatted(slug))
                .expect(201);
        String named = owner.post(
                        "/api/v1/providers/" + slug + "/keys",
                        "{\"name\": \"%s\", \"secret\": \"sk-%s\"}".formatted(name, UUID.randomUUID()))
                .expect(201)
                .text("id");
        UUID id = call().attempt(provider, UUID.fromString(named), "m", 1).book(log);

        Answer shown = owner.get(LIST + "/" + id).expect(200);
        assertThat(shown.text("attempts/0/keyName")).isEqualTo(name);
        assertThat(shown.text("attempts/0/keyLast4")).hasSize(4);
        assertThat(server.caller(world.grant(Role.TENANT_ADMIN))
                        .get(LIST + "/" + id)
                        .expect(200)
                        .raw())
                .doesNotContain(name)
                .doesNotContain(named);
    }

    @Test
    void aRefusalSaysWhoseLimitItReached() {
        UUID byRate = call().refused(2).book(log);
        UUID byBudget = call().refused(1).book(log);
        server.sql().sql("""
                        UPDATE keyway.usage_event SET error_code = 'insufficient_quota', refusal_limit = 250000000, refusal_used = 200000001
                        WHERE id = ?""").param(byBudget).update();
        UUID served = call().attempt(provider, key, "m", 1).book(log);

        Api admin = server.caller(world.grant(Role.TEAM_ADMIN));
        assertThat(admin.get(LIST + "/" + byRate).json().get("refusal").toString())
                .isEqualTo("{\"scope\":\"team\",\"limit\":\"1\",\"used\":\"1\"}");
        assertThat(admin.get(LIST + "/" + byBudget).json().get("refusal").toString())
                .isEqualTo("{\"scope\":\"team\",\"limit\":\"0.25\",\"used\":\"0.200000001\"}");
        assertThat(admin.get(LIST + "/" + served).json().get("refusal").isNull())
                .isTrue();
    }

    private void label(String path, String labels) {
        var unused =
                owner.patch(path, "*", "{\"labels\": %s}".formatted(labels)).expect(200);
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
