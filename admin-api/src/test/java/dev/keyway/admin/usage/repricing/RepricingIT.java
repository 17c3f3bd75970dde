package dev.keyway.admin.usage.repricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.usage.EqualSums;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.admin.usage.TestModel;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import dev.keyway.testkit.time.Awaiting;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Repricings adjust what they are for, exactly, once and there and back. */
@Timeout(240)
class RepricingIT {

    private static final String REPRICINGS = "/api/v1/prices/repricings";
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2020-02-01T00:00:00Z");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final TestLog log = TestLog.on(server);
    private final TestEvents events = new TestEvents(random, 2);
    private final EqualSums sums = new EqualSums(server);
    private final TestModel model = new TestModel(server);
    private final Instant now = server.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    private final LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);

    private final UUID first = model.list(FIRST, "standard", "1.25", "10");
    private final UUID second = model.list(SECOND, "standard", "2.000000003", "7");

    @Test
    void twiceAndBackGivesTheFirstSumsOfEveryRequest() {
        UUID batch = model.list(FIRST, "batch", "0.5", "5");
        List<UsageEvent> all = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            all.add(random.nextInt(3) == 0 ? events.any(before()) : request(before()));
        }
        log.ship(all);
        for (int n = 0; n < 25; n++) {
            UsageEvent event = all.get(random.nextInt(all.size()));
            if (event.kind().equals(UsageEvent.REQUEST)) {
                adjust(event.id(), random.nextLong(1, 9_000_000));
            }
        }
        String books = books();

        Answer dry = reprice(List.of(second), true, "");
        assertThat(books()).isEqualTo(books);
        Answer there = reprice(List.of(second), false, "");
        assertThat(there.json().get("teams")).isEqualTo(dry.json().get("teams"));
        assertThat(there.text("difference")).isEqualTo(dry.text("difference")).isNotEqualTo("0.00");
        assertThat(books()).isNotEqualTo(books);
        sums.requireEqual(events, seed);
        String repriced = books();

        Answer again = reprice(List.of(second), false, "");
        assertThat(again.json().get("repriced").asLong()).isZero();
        assertThat(again.text("difference")).isEqualTo("0.00");
        assertThat(again.text("before")).isEqualTo(there.text("after"));
        assertThat(books()).isEqualTo(repriced);

        Answer back = reprice(List.of(first, batch), false, "");
        assertThat(new BigDecimal(back.text("difference")))
                .isEqualByComparingTo(new BigDecimal(there.text("difference")).negate());
        assertThat(books()).as("seed %d", seed).isEqualTo(books);
        sums.requireEqual(events, seed);
    }

    @Test
    void theCostIsThatOfTheListForEachAttempt() {
        UUID batch = model.list(SECOND, "batch", "1", "2");
        Map<String, Long> units = Map.of("input", 1_000L, "output", 100L);
        UsageEvent event = events.request(
                events.id(now),
                events.owners().getFirst(),
                now,
                today,
                "COMPLETED",
                List.of(
                        model.attempt(1, now, model.named(FIRST), units, 2_250_000),
                        model.attempt(
                                2, now, model.named(FIRST), "batch", units, 2_250_000, Map.of(), false, "COMPLETED"),
                        model.attempt(
                                3, now, model.named(SECOND), "batch", units, 1_200_000, Map.of(), false, "COMPLETED"),
                        model.attempt(4, now, null, "standard", units, 77, Map.of(), true, "COMPLETED"),
                        model.attempt(
                                5, now, model.named(FIRST), "standard", units, 99, Map.of(), false, "INTERRUPTED"),
                        model.attempt(
                                6,
                                now,
                                model.named(FIRST),
                                "standard",
                                Map.of("image", 1L),
                                5,
                                Map.of(),
                                false,
                                "COMPLETED"),
                        events.attempt(7, now, 1_000, null)));
        log.ship(List.of(event));

        // 1,000 × 2.000000003 + 100 × 7 dollars for a million: 2,700,000.003 nano-dollars.
        Answer standard = reprice(List.of(second), false, "");
        assertThat(standard.json().at("/requests").asLong()).isOne();
        assertThat(standard.json().at("/repriced").asLong()).isEqualTo(2);
        assertThat(standard.json().at("/unknown").asLong()).isEqualTo(2);
        assertThat(standard.json().at("/withoutPrice").asLong()).isOne();
        assertThat(standard.text("difference")).isEqualTo("0.0009");
        assertThat(adjustments(event.id())).containsExactly("1 450000", "2 450000");

        // The tier's own list now prices the one that had cost what the standard tier does.
        Answer tiers = reprice(List.of(second, batch), false, "");
        assertThat(tiers.json().at("/repriced").asLong()).isOne();
        assertThat(tiers.json().at("/unchanged").asLong()).isEqualTo(2);
        assertThat(adjustments(event.id())).containsExactly("1 450000", "2 -1500000", "2 450000");
    }

    @Test
    void nothingIsTouchedOutsideOfTheRangeTheModelAndTheOwner() {
        TestModel other = new TestModel(server);
        UsageOwner one = events.owners().get(0);
        UsageOwner besideIt = events.owners().get(2);
        UsageOwner foreign = events.owners().get(4);
        UsageEvent meant = on(one, today);
        UsageEvent otherTeam = on(besideIt, today);
        UsageEvent otherTenant = on(foreign, today);
        UsageEvent tooEarly = on(one, today.minusDays(1));
        UsageEvent tooLate = on(one, today.plusDays(1));
        UsageEvent otherModel = events.request(
                events.id(now),
                one,
                now,
                today,
                "COMPLETED",
                List.of(other.attempt(1, now, other.named(FIRST), Map.of("input", 1_000L), 1_250_000)));
        log.ship(List.of(meant, otherTeam, otherTenant, tooEarly, tooLate, otherModel));

        String body = """
                {"from": "%s", "to": "%s", "priceLists": ["%s"], "tenantId": "%s", "teamId": "%s", "dryRun": false, "reason": "r"}""".formatted(today, today.plusDays(1), second, one.tenantId(), one.teamId());
        assertThat(refused(body)).containsExactly("tenantId");
        make(one);
        Answer done = finished(
                UUID.fromString(owner.post(REPRICINGS, body).expect(201).text("id")));
        assertThat(done.json().at("/requests").asLong()).isOne();
        assertThat(adjusted(meant)).isOne();
        for (UsageEvent untouched : List.of(otherTeam, otherTenant, tooEarly, tooLate, otherModel)) {
            assertThat(adjusted(untouched)).isZero();
        }
        sums.requireEqual(events, seed);
    }

    @Test
    void aRequestThatWouldCostLessThanNothingKeepsItsCost() {
        UsageEvent event = on(events.owners().getFirst(), today);
        log.ship(List.of(event));
        adjust(event.id(), -event.costNanos());
        UUID free = model.list(Instant.parse("2020-03-01T00:00:00Z"), "standard", "0", "0");

        Answer done = reprice(List.of(free), false, "");
        assertThat(done.json().at("/belowZero").asLong()).isOne();
        assertThat(done.text("difference")).isEqualTo("0.00");
        assertThat(adjusted(event)).isZero();
    }

    @Test
    void whatHadNoPriceIsListedUntilItIsRepriced() {
        UUID input = model.list(Instant.parse("2020-03-01T00:00:00Z"), "standard", """
                [{"meter": "INPUT", "perMillion": "1"}]""");
        Map<String, Long> units = Map.of("input", 10L, "output", 5L);
        UsageEvent partly = events.request(
                events.id(now),
                events.owners().getFirst(),
                now,
                today,
                "COMPLETED",
                List.of(model.attempt(
                        1,
                        now,
                        model.named(Instant.parse("2020-03-01T00:00:00Z")),
                        "standard",
                        units,
                        10_000,
                        Map.of("output", 5L),
                        false,
                        "COMPLETED")));
        UsageEvent without = events.request(
                events.id(now),
                events.owners().getFirst(),
                now,
                today,
                "COMPLETED",
                List.of(model.attempt(1, now, null, "standard", units, 0, units, false, "COMPLETED")));
        UsageEvent priced = on(events.owners().getFirst(), today);
        log.ship(List.of(partly, without, priced));

        assertThat(unpriced().toString())
                .contains(
                        "\"attempts\":2", "\"units\":{\"input\":10,\"output\":10}", "\"priceList\":\"" + input + "\"");
        Answer done = reprice(List.of(second), false, "\"unpricedOnly\": true, ");
        assertThat(done.json().at("/repriced").asLong()).isEqualTo(2);
        assertThat(adjustments(partly.id())).containsExactly("1 45000");
        assertThat(adjustments(without.id())).containsExactly("1 55000");
        assertThat(adjusted(priced)).isZero();
        assertThat(unpriced().isMissingNode()).isTrue();
        assertThat(reprice(List.of(second), false, "\"unpricedOnly\": true, ")
                        .json()
                        .at("/requests")
                        .asLong())
                .isZero();

        Answer back = reprice(List.of(input), false, "");
        assertThat(back.json().at("/withoutPrice").asLong()).isOne();
        assertThat(adjustments(partly.id())).containsExactlyInAnyOrder("1 45000", "1 -45000");
        assertThat(unpriced().at("/units/output").asLong()).isEqualTo(5);
        sums.requireEqual(events, seed);
    }

    /** A price of nothing is a price. */
    @Test
    void whatHadNoPriceAndIsFreeIsNotListedAnyMore() {
        UUID free = model.list(Instant.parse("2020-03-01T00:00:00Z"), "standard", "0", "0");
        Map<String, Long> units = Map.of("input", 10L);
        UsageEvent event = events.request(
                events.id(now),
                events.owners().getFirst(),
                now,
                today,
                "COMPLETED",
                List.of(model.attempt(1, now, null, "standard", units, 0, units, false, "COMPLETED")));
        log.ship(List.of(event));
        assertThat(unpriced().isMissingNode()).isFalse();
        Answer unused = reprice(List.of(free), false, "");
        assertThat(unpriced().isMissingNode()).isTrue();
        assertThat(adjustments(event.id())).containsExactly("1 0");
        unused = reprice(List.of(free), false, "");
        assertThat(adjustments(event.id())).hasSize(1);
    }

    /** Two replicas, batches and adjustments beside it, and a database that ends chunks in their middle. */
    @Test
    void itIsDoneOnceBesideIngestWhateverEndsItsChunks() throws Exception {
        List<UsageEvent> all =
                IntStream.range(0, 6_000).mapToObj(n -> request(before())).toList();
        for (int from = 0; from < all.size(); from += 500) {
            log.ship(all.subList(from, from + 500));
        }
        AtomicBoolean over = new AtomicBoolean();
        TestLog further = TestLog.on(server);
        try (AdminServer replica = server.replica(Map.of())) {
            UUID id = order(List.of(second), false, "");
            CompletableFuture<Void> ingest = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    further.ship(List.of(request(now), events.any(now)));
                    adjust(all.get(random.nextInt(all.size())).id(), 5);
                }
            });
            int killed = 0;
            while (!isEnded(owner.at(replica), id)) {
                killed += killed < 4 ? kill() : 0;
            }
            over.set(true);
            ingest.join();
            assertThat(killed).isPositive();
            Answer done = owner.get(REPRICINGS + "/" + id).expect(200);
            assertThat(done.text("state")).isEqualTo("DONE");
            assertThat(done.json().at("/requests").asLong()).isGreaterThanOrEqualTo(5_400);
            assertThat(server.sql()
                            .sql("SELECT sum(nanos)::text FROM keyway.usage_adjustment WHERE repricing_id = ?")
                            .param(id)
                            .query(String.class)
                            .single())
                    .isEqualTo(nanos(done.text("difference")).toPlainString());
            assertThat(server.sql()
                            .sql(
                                    "SELECT count(*) FROM (SELECT FROM keyway.usage_adjustment WHERE repricing_id = ? GROUP BY event_id, attempt_number HAVING count(*) > 1) AS twice")
                            .param(id)
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(reprice(List.of(second), true, "").json().at("/requests").asLong())
                    .isGreaterThanOrEqualTo(done.json().at("/requests").asLong());
        }
        sums.requireEqual(events, seed);
    }

    @Test
    void theSameKeyRepricesOnceAndTheAuditHasIt() {
        log.ship(List.of(on(events.owners().getFirst(), today)));
        Api once = owner.with("Idempotency-Key", "reprice-" + model.slug());
        Answer made = once.post(REPRICINGS, body(List.of(second), false, "")).expect(201);
        Answer repeated =
                once.post(REPRICINGS, body(List.of(second), false, "")).expect(201);
        assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(repeated.text("id")).isEqualTo(made.text("id"));
        once.post(REPRICINGS, body(List.of(first), false, "")).expect(422);
        Answer done = finished(UUID.fromString(made.text("id")));
        assertThat(done.text("state")).isEqualTo("DONE");
        Answer audit = owner.get("/api/v1/audit?objectId=" + made.text("id")).expect(200);
        assertThat(audit.json()
                        .at("/items")
                        .valueStream()
                        .map(item -> item.get("action").asString()))
                .containsExactly("ended", "created");
        assertThat(audit.text("items/0/kind")).isEqualTo("repricing");
        assertThat(audit.text("items/0/after/difference")).isEqualTo(done.text("difference"));
        assertThat(owner.get(REPRICINGS + "?limit=200").expect(200).raw()).contains(made.text("id"));
    }

    /** It ends, so that those after it go on, and what it did not get to is as it was. */
    @Test
    void aCostThatIsOutOfRangeFailsIt() {
        UUID dear = model.list(Instant.parse("2020-03-01T00:00:00Z"), "standard", "9000000000", "9000000000");
        Map<String, Long> units = Map.of("input", 9_000_000L, "output", 9_000_000L);
        log.ship(List.of(
                events.request(
                        events.id(now),
                        events.owners().getFirst(),
                        now,
                        today,
                        "COMPLETED",
                        List.of(
                                model.attempt(1, now, model.named(FIRST), units, 5),
                                model.attempt(2, now, model.named(FIRST), units, 5))),
                on(events.owners().getFirst(), today)));
        String books = books();

        Answer failed = finished(order(List.of(dear), false, ""));
        assertThat(failed.text("state")).isEqualTo("FAILED");
        assertThat(failed.text("failure")).contains("out of range");
        assertThat(books()).isEqualTo(books);
        assertThat(reprice(List.of(second), false, "").json().at("/requests").asLong())
                .isEqualTo(2);
    }

    @Test
    void whatCannotBeRepricedIsRefused() {
        assertThat(refused("{}")).contains("from", "to", "priceLists", "dryRun", "reason");
        assertThat(refused(body(List.of(second), false, "")
                        .replace("\"to\": \"" + today.plusDays(3), "\"to\": \"" + today.minusDays(4))))
                .containsExactly("to");
        assertThat(refused(body(List.of(second), false, "")
                        .replace("\"to\": \"" + today.plusDays(3), "\"to\": \"" + today.plusDays(400))))
                .containsExactly("to");
        assertThat(refused(body(List.of(UUID.randomUUID()), false, ""))).containsExactly("priceLists");
        assertThat(refused(body(List.of(second), false, "\"tenantId\": \"%s\", ".formatted(UUID.randomUUID()))))
                .containsExactly("tenantId");
        assertThat(refused(body(List.of(second), false, "\"teamId\": \"%s\", ".formatted(UUID.randomUUID()))))
                .containsExactly("teamId");
        UUID later = model.list(server.clock().instant().plusSeconds(600), "standard", "1", "1");
        assertThat(refused(body(List.of(later), false, ""))).containsExactly("priceLists");
        assertThat(finished(order(List.of(later), true, "")).text("state")).isEqualTo("DONE");
        owner.get(REPRICINGS + "/" + UUID.randomUUID()).expect(404);
    }

    private List<String> refused(String body) {
        return owner.post(REPRICINGS, body).expect(400).fields();
    }

    /** Owners of events need not exist; the tenant and team of a filter must. */
    private void make(UsageOwner one) {
        server.sql()
                .sql("INSERT INTO keyway.tenant (id, name, created_at, updated_at) VALUES (?, ?, now(), now())")
                .params(one.tenantId(), "T " + one.tenantId())
                .update();
        server.sql()
                .sql(
                        "INSERT INTO keyway.team (tenant_id, id, name, created_at, updated_at) VALUES (?, ?, 'search', now(), now())")
                .params(one.tenantId(), one.teamId())
                .update();
    }

    private static BigDecimal nanos(String dollars) {
        return new BigDecimal(dollars).movePointRight(9).stripTrailingZeros();
    }

    private int kill() {
        return server.sql().sql("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%staged_adjustment%' AND state = 'active'""").query(Integer.class).single();
    }

    private Answer reprice(List<UUID> lists, boolean dryRun, String more) {
        Answer done = finished(order(lists, dryRun, more));
        assertThat(done.text("state")).as(done.raw()).isEqualTo("DONE");
        return done;
    }

    private UUID order(List<UUID> lists, boolean dryRun, String more) {
        return UUID.fromString(
                owner.post(REPRICINGS, body(lists, dryRun, more)).expect(201).text("id"));
    }

    private String body(List<UUID> lists, boolean dryRun, String more) {
        return """
                {"from": "%s", "to": "%s", "priceLists": ["%s"], %s"dryRun": %s, "reason": "A better price"}""".formatted(
                        today.minusDays(4),
                        today.plusDays(3),
                        String.join("\", \"", lists.stream().map(UUID::toString).toList()),
                        more,
                        dryRun);
    }

    private Answer finished(UUID id) {
        Awaiting.until("the end of the repricing", Duration.ofSeconds(60), () -> isEnded(owner, id));
        return owner.get(REPRICINGS + "/" + id).expect(200);
    }

    private static boolean isEnded(Api caller, UUID id) {
        Answer answer = caller.get(REPRICINGS + "/" + id);
        return answer.status() == 200 && !answer.text("state").equals("RUNNING");
    }

    private JsonNode unpriced() {
        return owner.get("/api/v1/usage/unpriced")
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .filter(item -> item.get("provider").asString().equals(model.slug()))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private void adjust(UUID request, long nanos) {
        owner.post(
                        "/api/v1/usage/requests/" + request + "/adjustments",
                        "{\"amount\": \"%s\", \"reason\": \"an invoice\"}"
                                .formatted(BigDecimal.valueOf(nanos, 9).toPlainString()))
                .expect(201);
    }

    private long adjusted(UsageEvent event) {
        return server.sql()
                .sql("SELECT count(*) FROM keyway.usage_adjustment WHERE event_id = ? AND repricing_id IS NOT NULL")
                .param(event.id())
                .query(Long.class)
                .single();
    }

    private List<String> adjustments(UUID event) {
        return server.sql()
                .sql(
                        "SELECT attempt_number || ' ' || nanos FROM keyway.usage_adjustment WHERE event_id = ? AND repricing_id IS NOT NULL ORDER BY 1")
                .param(event)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private Instant before() {
        return now.minus(Duration.ofMinutes(random.nextInt(2_880)));
    }

    private UsageEvent on(UsageOwner of, LocalDate date) {
        return events.request(
                events.id(now),
                of,
                now,
                date,
                "COMPLETED",
                List.of(model.attempt(1, now, model.named(FIRST), Map.of("input", 1_000L), 1_250_000)));
    }

    /** One whose attempts are priced by the first list, or the second, or have no price, or a cost that is stated. */
    private UsageEvent request(Instant at) {
        List<UsageAttempt> attempts = new ArrayList<>();
        for (int number = 1; number <= 1 + random.nextInt(3); number++) {
            long input = random.nextLong(5_000);
            long output = random.nextLong(1, 700);
            Map<String, Long> units = Map.of("input", input, "output", output, "reasoning", output / 3);
            attempts.add(
                    switch (random.nextInt(8)) {
                        case 0 -> events.attempt(number, at, random.nextLong(1_000_000), null);
                        case 1 ->
                            model.attempt(
                                    number,
                                    at,
                                    model.named(FIRST),
                                    "standard",
                                    units,
                                    1_234,
                                    Map.of(),
                                    true,
                                    "COMPLETED");
                        case 2 ->
                            model.attempt(
                                    number,
                                    at,
                                    model.named(FIRST),
                                    "standard",
                                    units,
                                    999,
                                    Map.of(),
                                    false,
                                    "INTERRUPTED");
                        case 3 ->
                            model.attempt(
                                    number,
                                    at,
                                    model.named(FIRST),
                                    "batch",
                                    units,
                                    input * 500 + output * 5_000,
                                    Map.of(),
                                    false,
                                    "COMPLETED");
                        case 4 ->
                            model.attempt(
                                    number,
                                    at,
                                    model.named(FIRST),
                                    "standard",
                                    units,
                                    input * 1_250,
                                    Map.of("output", output),
                                    false,
                                    "COMPLETED");
                        default ->
                            model.attempt(number, at, model.named(FIRST), units, input * 1_250 + output * 10_000);
                    });
        }
        return events.request(
                events.id(at),
                events.owners().get(random.nextInt(events.owners().size())),
                at,
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                "COMPLETED",
                attempts);
    }

    /** All that the tenants of this test have cost: each request, and each sum. */
    private String books() {
        UUID[] tenants =
                events.owners().stream().map(UsageOwner::tenantId).distinct().toArray(UUID[]::new);
        StringBuilder books = new StringBuilder();
        for (String query : List.of(
                "SELECT id, cost_nanos + (SELECT coalesce(sum(nanos), 0) FROM keyway.usage_adjustment WHERE event_id = e.id) FROM keyway.usage_event e WHERE tenant_id = ANY (?)",
                "SELECT quarter, tenant_id, team_id, token_id, provider_id, model, alias, cost_nanos FROM keyway.usage_consumer_quarter WHERE tenant_id = ANY (?)",
                "SELECT date, tenant_id, team_id, token_id, provider_id, model, alias, cost_nanos FROM keyway.usage_consumer_day WHERE tenant_id = ANY (?)",
                "SELECT scope, scope_id, period, window_start, nanos, requests, tokens FROM keyway.spend WHERE tenant_id = ANY (?)",
                "SELECT * FROM keyway.usage_supply_quarter WHERE provider_id IN (SELECT provider_id FROM keyway.usage_attempt WHERE tenant_id = ANY (?))",
                "SELECT * FROM keyway.usage_supply_day WHERE provider_id IN (SELECT provider_id FROM keyway.usage_attempt WHERE tenant_id = ANY (?))")) {
            books.append(server.sql()
                            .sql("SELECT string_agg(t::text, E'\\n' ORDER BY t::text) FROM (" + query + ") AS t")
                            .param(tenants)
                            .query(String.class)
                            .single())
                    .append('\n');
        }
        return books.toString();
    }
}
