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
        String list = priceList();
        Map<String, Long> units = Map.of("input", 1000L, "output", 200L, "reasoning", 50L);
        List<UsageEvent> right = List.of(event("right", units, list, Map.of(), 1_250_000 + 2_000_000));
        TestLog.on(SERVER).ship(right);
        assertThat(alerts("cost_mismatch")).isEmpty();
        List<UsageEvent> wrong = List.of(event("wrong", units, list, Map.of(), 3_250_001));
        TestLog.on(SERVER).ship(wrong);
        assertThat(alerts("cost_mismatch")).singleElement().satisfies(body -> {
            WebhookPage.requireLike(body);
            assertThat(body).contains("3250001", "3250000");
        });
        books.requireExactly(List.of(right.getFirst(), wrong.getFirst()));
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

    private String priceList() {
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
        String from = owner.post(
                        provider + "/models/" + model + "/prices",
                        "{\"prices\": [{\"meter\": \"INPUT\", \"perMillion\": \"1.25\"}, {\"meter\": \"OUTPUT\", \"perMillion\": \"10\"}]}")
                .expect(201)
                .text("validFrom");
        return new PriceListId(UUID.fromString(model), Instant.parse(from)).toString();
    }

    private UsageEvent event(
            String model, Map<String, Long> units, @Nullable String list, Map<String, Long> unpriced, long nanos) {
        UsageAttempt attempt = new UsageAttempt(
                1,
                UUID.randomUUID(),
                "p",
                null,
                UUID.randomUUID(),
                model,
                list,
                "standard",
                now,
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
                false);
        return events.request(
                events.id(now),
                events.owners().getFirst(),
                now,
                LocalDate.of(2026, 11, 26),
                "COMPLETED",
                List.of(attempt));
    }

    private static List<String> alerts(String event) {
        return SERVER.sql()
                .sql("SELECT body FROM keyway.alert_outbox WHERE event = ?")
                .param(event)
                .query((row, n) -> row.getString(1))
                .list();
    }
}
