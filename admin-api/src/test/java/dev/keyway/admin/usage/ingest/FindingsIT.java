package dev.keyway.admin.usage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.alert.WebhookPage;
import dev.keyway.admin.usage.Books;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.PriceListId;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is found in events while they are booked: wrong costs and missing prices. Whatever became of their owner, they are booked. */
class FindingsIT {

    private static final AdminServer SERVER = AdminServer.start();

    private final Api owner = SERVER.owner();
    private final TestEvents events = new TestEvents(new Random(), 1);
    private final Books books = new Books(SERVER);
    private final Instant now = SERVER.clock().instant();

    @BeforeAll
    static void somebodyIsTold() {
        SERVER.owner()
                .post(
                        "/api/v1/alert-channels",
                        "{\"name\": \"w\", \"kind\": \"WEBHOOK\", \"target\": \"https://8.8.8.8/hook\", \"events\": [\"MODEL_UNPRICED\","
                                + " \"COST_MISMATCH\"]}")
                .expect(201);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aCostIsComputedAgainByThePriceListThatItNames() {
        String list = priceList(
                "{\"meter\": \"INPUT\", \"perMillion\": \"1.25\"}, {\"meter\": \"OUTPUT\", \"perMillion\": \"10\"}");
        Map<String, Long> units = Map.of("input", 1000L, "output", 200L, "reasoning", 50L);
        List<UsageEvent> right = List.of(event("right", units, list, Map.of(), 1_250_000 + 2_000_000));
        TestLog.on(SERVER).ship(right);
        assertThat(alerts("cost_mismatch")).noneMatch(body -> body.contains("'right'"));
        List<UsageEvent> wrong = List.of(event("wrong", units, list, Map.of(), 3_250_001));
        TestLog.on(SERVER).ship(wrong);
        assertThat(alerts("cost_mismatch"))
                .filteredOn(body -> body.contains("'wrong'"))
                .singleElement()
                .satisfies(body -> {
                    WebhookPage.requireLike(body);
                    assertThat(body).contains("3250001", "3250000");
                });
        books.requireExactly(List.of(right.getFirst(), wrong.getFirst()));
    }

    @Test
    void aCostIsComputedAgainByTheHourAtWhichTheGatewaySawItsAttemptBegin() {
        Instant border = now.truncatedTo(ChronoUnit.MINUTES);
        LocalTime from = LocalTime.ofInstant(border, ZoneOffset.UTC);
        String list = priceList("""
                {"meter": "INPUT", "perMillion": "0.3"},
                {"meter": "INPUT", "perMillion": "0.15", "hoursFrom": "%s", "hoursTo": "%s"}""".formatted(from, from.plusHours(8)));
        Map<String, Long> units = Map.of("input", 1000L);
        List<UsageEvent> right = List.of(
                event("peak", units, list, "standard", border.minusMillis(1), 0, 300_000),
                event("off-peak", units, list, "standard", border, 0, 150_000),
                event("tier without prices", units, list, "batch", border, 0, 150_000),
                event("clock behind", units, list, "standard", border.plusMillis(1), 2, 300_000));
        TestLog.on(SERVER).ship(right);
        assertThat(alerts("cost_mismatch"))
                .noneMatch(body -> right.stream()
                        .anyMatch(event ->
                                body.contains("'" + event.attempts().getFirst().model() + "'")));
        TestLog.on(SERVER)
                .ship(List.of(event("wrong hour", units, list, "standard", border.minusMillis(1), 0, 150_000)));
        assertThat(alerts("cost_mismatch"))
                .filteredOn(body -> body.contains("wrong hour"))
                .singleElement()
                .asString()
                .contains("300000");
    }

    @Test
    void aTierWithPricesOfItsOwnIsComputedAgainByThem() {
        String list = priceList("""
                {"meter": "INPUT", "perMillion": "2"}""");
        PriceListId id = PriceListId.parse(list);
        String provider = SERVER.sql()
                .sql("SELECT provider_id::text FROM keyway.model WHERE id = ?")
                .param(id.modelId())
                .query(String.class)
                .single();
        owner.post("/api/v1/providers/%s/models/%s/prices".formatted(provider, id.modelId()), """
                        {"tier": "batch", "validFrom": "%s", "prices": [{"meter": "INPUT", "perMillion": "1"}]}""".formatted(
                                id.validFrom()))
                .expect(201);
        Map<String, Long> units = Map.of("input", 1000L);
        TestLog.on(SERVER)
                .ship(List.of(
                        event("tier batch", units, list, "batch", now, 0, 1_000_000),
                        event("tier standard", units, list, "standard", now, 0, 2_000_000),
                        event("tier wrong", units, list, "batch", now, 0, 2_000_000)));
        assertThat(alerts("cost_mismatch"))
                .filteredOn(body -> body.contains("'tier "))
                .singleElement()
                .asString()
                .contains("tier wrong", "1000000");
    }

    @Test
    void unitsWithoutAPriceAreKeptAndTold() {
        TestLog.on(SERVER)
                .ship(List.of(event("painter", Map.of("input", 10L, "image", 2L), null, Map.of("image", 2L), 0)));
        assertThat(alerts("model_unpriced"))
                .filteredOn(body -> body.contains("painter"))
                .singleElement()
                .satisfies(WebhookPage::requireLike);
        assertThat(SERVER.sql()
                        .sql("SELECT unpriced->>'image' FROM keyway.usage_consumer_day WHERE model = 'painter'")
                        .query(String.class)
                        .single())
                .isEqualTo("2");
    }

    @Test
    void whatIsBilledByOtherUnitsThanTokensIsComputedAgain() {
        String list = priceList("""
                {"meter": "IMAGE", "perMillion": "40000"}, {"meter": "SECOND", "perMillion": "100"},
                {"meter": "CHARACTER", "perMillion": "15"}, {"meter": "SEARCH_UNIT", "perMillion": "2000"},
                {"meter": "IMAGE_INPUT", "perMillion": "10"}, {"meter": "IMAGE_OUTPUT", "perMillion": "40"}""");
        Map<String, Long> units = Map.of(
                "image",
                2L,
                "second",
                60L,
                "character",
                4096L,
                "search_unit",
                1L,
                "image_input",
                40L,
                "image_output",
                50L);
        TestLog.on(SERVER)
                .ship(List.of(
                        event("units right", units, list, Map.of(), 151_840_000),
                        event("units wrong", units, list, Map.of(), 151_840_001)));
        assertThat(alerts("cost_mismatch"))
                .filteredOn(body -> body.contains("'units "))
                .singleElement()
                .asString()
                .contains("units wrong", "151840000");
    }

    @Test
    void whatHasNoPriceCostsNoLessThanHardBudgetsHeld() {
        String list = priceList("{\"meter\": \"INPUT\", \"perMillion\": \"2\"}");
        Map<String, Long> units = Map.of("input", 1000L, "search", 3L);
        Map<String, Long> searches = Map.of("search", 3L);
        List<UsageEvent> shipped = List.of(
                heldFor("search right", units, list, searches, 9_000_000, 9_000_000),
                heldFor("search dearer", units, list, searches, 2_000_000, 1_000_000),
                heldFor("search wrong", units, list, searches, 2_000_000, 9_000_000),
                heldFor("priced wrong", Map.of("input", 1000L), list, Map.of(), 9_000_000, 9_000_000));

        TestLog.on(SERVER).ship(shipped);

        assertThat(alerts("cost_mismatch"))
                .filteredOn(body -> body.contains("'search ") || body.contains("'priced "))
                .satisfiesExactlyInAnyOrder(
                        body -> assertThat(body).contains("search wrong", "9000000"),
                        body -> assertThat(body).contains("priced wrong", "2000000"));
        books.requireExactly(shipped);
    }

    private UsageEvent heldFor(
            String model,
            Map<String, Long> units,
            String list,
            Map<String, Long> unpriced,
            long nanos,
            long heldNanos) {
        return event(attempt(model, units, list, "standard", now, unpriced, nanos, heldNanos), 0);
    }

    @Test
    void ownersThatWereMovedOrDeletedAndAChangedZoneChangeNoSum() {
        String tenant = owner.post("/api/v1/tenants", "{\"name\": \"T-%s\"}".formatted(UUID.randomUUID()))
                .expect(201)
                .text("id");
        String path = "/api/v1/tenants/" + tenant;
        String team =
                owner.post(path + "/teams", "{\"name\": \"one\"}").expect(201).text("id");
        String token = owner.post(path + "/teams/" + team + "/tokens", "{\"name\": \"t\"}")
                .expect(201)
                .text("id");
        UsageOwner was =
                new UsageOwner(UUID.fromString(tenant), "T", UUID.fromString(team), "one", UUID.fromString(token), "t");
        LocalDate date = LocalDate.of(2026, 11, 26);
        UsageEvent first =
                events.request(events.id(now), was, now, date, "COMPLETED", List.of(events.attempt(1, now, 7, null)));
        TestLog log = TestLog.on(SERVER);
        log.ship(List.of(first));
        owner.patch(path, owner.get(path).etag(), "{\"zone\": \"Pacific/Auckland\"}")
                .expect(200);
        UsageEvent second = events.request(
                events.id(now), was, now, date.plusDays(1), "COMPLETED", List.of(events.attempt(1, now, 9, null)));
        log.ship(List.of(second));
        owner.delete(path + "/teams/" + team + "/tokens/" + token).expect(204);
        owner.delete(path + "/teams/" + team).expect(204);
        owner.delete(path).expect(204);
        UsageEvent third = events.request(
                events.id(now), was, now, date, "INTERRUPTED", List.of(events.attempt(1, now, 11, null)));
        log.ship(List.of(third));
        books.requireExactly(List.of(first, second, third));
    }

    private String priceList(String prices) {
        String provider = "/api/v1/providers/"
                + owner.post(
                                "/api/v1/providers",
                                "{\"slug\": \"p%s\", \"baseUrl\": \"https://8.8.8.8/v1\"}"
                                        .formatted(UUID.randomUUID().toString().substring(0, 8)))
                        .expect(201)
                        .text("id");
        String model = owner.post(provider + "/models", "{\"name\": \"m\"}")
                .expect(201)
                .text("id");
        String from = owner.post(provider + "/models/" + model + "/prices", "{\"prices\": [%s]}".formatted(prices))
                .expect(201)
                .text("validFrom");
        return new PriceListId(UUID.fromString(model), Instant.parse(from)).toString();
    }

    private UsageEvent event(
            String model, Map<String, Long> units, @Nullable String list, Map<String, Long> unpriced, long nanos) {
        return event(attempt(model, units, list, "standard", now, unpriced, nanos), 0);
    }

    private UsageEvent event(
            String model,
            Map<String, Long> units,
            String list,
            String tier,
            Instant at,
            long clockOffsetMillis,
            long nanos) {
        return event(attempt(model, units, list, tier, at, Map.of(), nanos), clockOffsetMillis);
    }

    private static UsageAttempt attempt(
            String model,
            Map<String, Long> units,
            @Nullable String list,
            String tier,
            Instant at,
            Map<String, Long> unpriced,
            long nanos) {
        return attempt(model, units, list, tier, at, unpriced, nanos, 0);
    }

    private static UsageAttempt attempt(
            String model,
            Map<String, Long> units,
            @Nullable String list,
            String tier,
            Instant at,
            Map<String, Long> unpriced,
            long nanos,
            long heldNanos) {
        return new UsageAttempt(
                1,
                UUID.randomUUID(),
                "p",
                null,
                UUID.randomUUID(),
                model,
                list,
                tier,
                at,
                "COMPLETED",
                200,
                null,
                "idle",
                null,
                10L,
                20,
                units,
                nanos,
                false,
                unpriced,
                false,
                heldNanos);
    }

    private UsageEvent event(UsageAttempt attempt, long clockOffsetMillis) {
        UsageEvent event = events.request(
                events.id(now),
                events.owners().getFirst(),
                attempt.at(),
                LocalDate.of(2026, 11, 26),
                "COMPLETED",
                List.of(attempt));
        return new UsageEvent(
                event.id(),
                event.sequence(),
                event.kind(),
                event.at(),
                clockOffsetMillis,
                event.date(),
                event.owner(),
                event.requestId(),
                event.operation(),
                event.askedModel(),
                event.alias(),
                event.stream(),
                event.outcome(),
                event.status(),
                event.errorOrigin(),
                event.errorCode(),
                event.queuedMillis(),
                event.firstByteMillis(),
                event.durationMillis(),
                event.heldNanos(),
                event.costNanos(),
                event.estimated(),
                event.answeredBy(),
                event.attempts(),
                event.tags(),
                event.userHash(),
                event.refusal(),
                event.raw());
    }

    private static List<String> alerts(String event) {
        return SERVER.sql()
                .sql("SELECT body FROM keyway.alert_outbox WHERE event = ?")
                .param(event)
                .query((row, n) -> row.getString(1))
                .list();
    }
}
