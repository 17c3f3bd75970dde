package dev.keyway.admin.statement;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.usage.EqualSums;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.admin.usage.TestModel;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import dev.keyway.testkit.time.Awaiting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Statements say what records and adjustments add up to, and closed ones say it for good. */
@Timeout(180)
class StatementIT {

    private static final AdminServer SERVER = AdminServer.start();
    private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final YearMonth APRIL = YearMonth.of(2026, 4);
    private static final YearMonth MAY = YearMonth.of(2026, 5);
    private static final Instant LISTED = Instant.parse("2020-01-01T00:00:00Z");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Api owner = SERVER.owner();
    private final TestLog log = TestLog.on(SERVER);
    private final TestEvents events = new TestEvents(random, 1);
    private final TestModel model = new TestModel(SERVER);
    private final UUID tenant = events.owners().getFirst().tenantId();
    private final String path = "/api/v1/statements/" + tenant;

    @BeforeEach
    void aTenantOfTheEvents() {
        SERVER.sql()
                .sql(
                        "INSERT INTO keyway.tenant (id, name, zone, created_at, updated_at) VALUES (?, ?, 'Europe/Berlin', now(), now())")
                .params(tenant, "Acme " + tenant)
                .update();
    }

    @AfterEach
    void nothingMissing() {
        SERVER.sql()
                .sql(
                        "UPDATE keyway.usage_gap SET resolved_at = now(), resolved_by = 'owner', resolution = 'r' WHERE resolved_at IS NULL")
                .update();
        SERVER.sql().sql("UPDATE keyway.usage_log SET oldest_unshipped = NULL").update();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void totalsAreThoseOfTheRecordsAndAdjustmentsByTeamAndToken() {
        List<UsageEvent> all = new ArrayList<>();
        for (int n = 0; n < 150; n++) {
            all.add(any(random.nextInt(3) == 0 ? APRIL : MARCH));
        }
        log.ship(all);
        all.stream().limit(40).forEach(event -> adjust(event.id(), random.nextLong(1, 900_000_000)));
        reprice(model.list(LISTED, "standard", "3.000000007", "1"));

        for (YearMonth month : List.of(MARCH, APRIL)) {
            requireEqual(month);
        }
        Answer march = get(MARCH);
        assertThat(march.json().get("adjusted").size()).isPositive();
        assertThat(march.json().at("/repricings/0/reason").asString()).isEqualTo("a price");
        assertThat(march.json().at("/priceLists/0/provider").asString()).isEqualTo(model.slug());
        assertThat(march.json().at("/priceLists/0/prices/0/perMillion").asString())
                .isEqualTo("3.000000007");
        requireAllStatementsToEqualTheBooks();
        new EqualSums(SERVER).requireEqual(events, seed);
    }

    @Test
    void aClosedMonthStaysAndWhatComesLaterIsInTheOpenOneAndNamesIt() {
        List<UsageEvent> all = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            all.add(any(n % 2 == 0 ? MARCH : APRIL));
        }
        log.ship(all);
        adjust(all.getFirst().id(), 77);
        close(MARCH).expect(200);
        String closed = get(MARCH).raw();
        String closedCsv = owner.get(path + "/2026-03/csv").expect(200).raw();
        String before = get(APRIL).text("late");
        assertThat(before).isEqualTo("0.00");
        assertThat(close(MARCH).expect(409).text("code")).isEqualTo("conflict");

        UsageEvent late = on(events.owners().get(1), LocalDate.of(2026, 3, 31), 5_000_000_001L);
        log.ship(List.of(late));
        adjust(all.getFirst().id(), 1_000);
        adjust(late.id(), -1);
        reprice(model.list(LISTED, "standard", "3", "1"));

        assertThat(get(MARCH).raw()).isEqualTo(closed);
        assertThat(owner.get(path + "/2026-03/csv").expect(200).raw()).isEqualTo(closedCsv);
        Answer april = get(APRIL);
        assertThat(april.text("late")).isEqualTo("5.000000001");
        assertThat(entries(april, "LATE")).singleElement().satisfies(entry -> {
            assertThat(entry.get("ofMonth").asString()).isEqualTo("2026-03");
            assertThat(entry.get("count").asLong()).isOne();
            assertThat(entry.get("tokenId").asString())
                    .isEqualTo(events.owners().get(1).tokenId().toString());
        });
        assertThat(entries(april, "ADJUSTMENT"))
                .allSatisfy(entry -> assertThat(entry.get("ofMonth").asString()).isEqualTo("2026-03"));
        assertThat(entries(april, "REPRICING").stream()
                        .map(entry -> entry.get("ofMonth").asString()))
                .contains("2026-03", "2026-04");
        assertThat(owner.get("/api/v1/usage/requests/" + late.id()).text("adjustments/0/bookingMonth"))
                .isEqualTo("2026-04-01");
        requireAllStatementsToEqualTheBooks();

        // The next closing has the late ones; what comes after that is in May.
        String open = april.text("total");
        close(APRIL).expect(200);
        assertThat(get(APRIL).text("total")).isEqualTo(open);
        log.ship(List.of(
                on(events.owners().get(1), LocalDate.of(2026, 3, 1), 10),
                on(events.owners().get(1), LocalDate.of(2026, 4, 1), 200),
                on(events.owners().get(1), LocalDate.of(2026, 5, 1), 3_000)));
        adjust(late.id(), -2);
        assertThat(get(MARCH).raw()).isEqualTo(closed);
        assertThat(get(APRIL).text("total")).isEqualTo(open);
        Answer may = get(MAY);
        assertThat(entries(may, "LATE").stream()
                        .map(entry -> entry.get("ofMonth").asString() + " "
                                + entry.get("amount").asString()))
                .containsExactly("2026-03 0.00000001", "2026-04 0.0000002");
        assertThat(may.text("usage")).isEqualTo("0.000003");
        assertThat(may.text("total")).isEqualTo("0.000003208");
        requireAllStatementsToEqualTheBooks();
        new EqualSums(SERVER).requireEqual(events, seed);
    }

    /** An open month before a closed one has its own, and what came late for a month after it is not in it. */
    @Test
    void whatComesLateIsInTheFirstMonthAfterItThatIsNotClosed() {
        log.ship(List.of(on(events.owners().getFirst(), LocalDate.of(2026, 3, 5), 100)));
        close(MARCH).expect(200);
        log.ship(List.of(
                on(events.owners().getFirst(), LocalDate.of(2026, 2, 5), 1_000),
                on(events.owners().getFirst(), LocalDate.of(2026, 3, 6), 7)));
        assertThat(get(FEBRUARY).text("total")).isEqualTo("0.000001");
        assertThat(get(MARCH).text("total")).isEqualTo("0.0000001");
        assertThat(get(APRIL).text("total")).isEqualTo("0.000000007");
        assertThat(get(MAY).text("total")).isEqualTo("0.00");
        requireAllStatementsToEqualTheBooks();
    }

    /** Also if a later month is closed, and nothing else is in the one between. */
    @Test
    void monthsHaveThatInWhichUsageOfAClosedOneIsBooked() {
        log.ship(List.of(on(events.owners().getFirst(), LocalDate.of(2026, 2, 5), 100)));
        close(FEBRUARY).expect(200);
        close(APRIL).expect(200);
        log.ship(List.of(on(events.owners().getFirst(), LocalDate.of(2026, 2, 6), 7)));
        assertThat(get(MARCH).text("total")).isEqualTo("0.000000007");
        assertThat(owner.get(path)
                        .expect(200)
                        .json()
                        .at("/items")
                        .valueStream()
                        .map(item -> item.get("month").asString()))
                .containsExactly("2026-05", "2026-04", "2026-03", "2026-02");
        requireAllStatementsToEqualTheBooks();
    }

    @Test
    void aMonthIsNotClosedIfMoreIsMissingThanCanBeNamed() {
        log.ship(List.of(on(events.owners().getFirst(), LocalDate.of(2026, 3, 5), 100)));
        SERVER.sql().sql("""
                        INSERT INTO keyway.usage_gap (id, gateway_id, log_id, reason, from_sequence, to_sequence, found_at)
                        SELECT gen_random_uuid(), gateway_id, gen_random_uuid(), 'MISSING', n, n, '2026-03-09Z'
                        FROM keyway.usage_log CROSS JOIN generate_series(1, 501) AS s (n) WHERE log_id = ?""").param(log.id()).update();
        JsonNode statement = get(MARCH).json();
        assertThat(statement.get("missingCount").asInt()).isEqualTo(501);
        assertThat(statement.get("missing").size()).isEqualTo(500);
        assertThat(closeWithout(statement.get("missing")).expect(409).text("detail"))
                .contains("More than 500");
        SERVER.sql()
                .sql(
                        "UPDATE keyway.usage_gap SET resolved_at = now(), resolved_by = 'owner', resolution = 'r' WHERE id = (SELECT min(id::text)::uuid FROM keyway.usage_gap WHERE resolved_at IS NULL)")
                .update();
        assertThat(closeWithout(get(MARCH).json().get("missing")).expect(200).text("missingCount"))
                .isEqualTo("500");
    }

    @Test
    void noNameInTheCsvIsAFormula() {
        UsageOwner of = events.owners().getFirst();
        String name = "=HYPERLINK(\"http://x\",\"pay\")";
        SERVER.sql()
                .sql(
                        "INSERT INTO keyway.team (tenant_id, id, name, created_at, updated_at) VALUES (?, ?, ?, now(), now())")
                .params(tenant, of.teamId(), name)
                .update();
        log.ship(List.of(on(of, LocalDate.of(2026, 3, 5), 100)));
        String csv = owner.get(path + "/2026-03/csv").expect(200).raw();
        assertThat(CsvReader.builder().ofNamedCsvRecord(csv).stream())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.getField("team")).isEqualTo("'" + name);
                    assertThat(line.getField("amount")).isEqualTo("0.0000001");
                });
    }

    @Test
    void theMonthIsThatOfTheAdmissionDate() {
        UsageOwner one = events.owners().getFirst();
        UsageEvent inBerlin = events.request(
                events.id(Instant.parse("2026-03-31T22:30:00Z")),
                one,
                Instant.parse("2026-03-31T22:30:00Z"),
                LocalDate.of(2026, 4, 1),
                "COMPLETED",
                List.of(events.attempt(1, Instant.parse("2026-03-31T22:30:00Z"), 9, null)));
        log.ship(List.of(inBerlin));
        assertThat(get(MARCH).text("total")).isEqualTo("0.00");
        assertThat(get(APRIL).text("total")).isEqualTo("0.000000009");
        assertThat(owner.get(path)
                        .expect(200)
                        .json()
                        .at("/items")
                        .valueStream()
                        .map(item -> item.get("month").asString()))
                .containsExactly("2026-04");
    }

    @Test
    void itIsProvisionalUntilLogsArePastTheMonthAndGapsAreResolved() {
        log.ship(List.of(on(events.owners().getFirst(), LocalDate.of(2026, 3, 5), 100)));
        assertThat(get(MARCH).text("state")).isEqualTo("COMPLETE");
        UUID logId = log.id();
        UUID gap = UUID.randomUUID();
        SERVER.sql()
                .sql("UPDATE keyway.usage_log SET oldest_unshipped = '2026-03-31 21:00:00Z' WHERE log_id = ?")
                .param(logId)
                .update();
        SERVER.sql()
                .sql(
                        "INSERT INTO keyway.usage_gap (id, gateway_id, log_id, reason, from_sequence, to_sequence, found_at) SELECT ?, gateway_id, log_id, 'MISSING', 5, 9, '2026-03-09Z' FROM keyway.usage_log WHERE log_id = ?")
                .params(gap, logId)
                .update();
        SERVER.sql()
                .sql("UPDATE keyway.usage_log SET first_seen_at = '2026-01-01Z' WHERE log_id = ?")
                .param(logId)
                .update();
        Answer provisional = get(MARCH);
        assertThat(provisional.text("state")).isEqualTo("PROVISIONAL");
        assertThat(provisional
                        .json()
                        .at("/missing")
                        .valueStream()
                        .map(one ->
                                one.get("kind").asString() + " " + one.get("id").asString()))
                .containsExactlyInAnyOrder("LOG " + logId, "GAP " + gap);
        assertThat(provisional.text("missing/0/gateway")).startsWith("g-");
        assertThat(get(FEBRUARY).text("missing/0/id"))
                .as("a gap that was found later")
                .isEqualTo(gap.toString());
        assertThat(get(MAY).json().at("/missing").size())
                .as("found before May, and shipped until May")
                .isOne();
        assertThat(get(YearMonth.from(LocalDate.ofInstant(SERVER.clock().instant(), ZoneOffset.UTC)))
                        .text("state"))
                .isEqualTo("PROVISIONAL");

        Api auditor = SERVER.caller(new Grant(Role.TENANT_AUDITOR, Scope.tenant(tenant)));
        Answer seen = auditor.get(path + "/2026-03").expect(200);
        assertThat(seen.json().get("missing").isNull()).isTrue();
        assertThat(seen.json().get("missingCount").asInt()).isEqualTo(2);
        auditor.post(path + "/2026-03/close", "{}").expect(403);

        assertThat(close(MARCH).expect(409).text("detail")).contains(logId.toString(), gap.toString());
        assertThat(owner.post(path + "/2026-03/close", "{\"missing\": [\"%s\"]}".formatted(gap))
                        .expect(409)
                        .text("detail"))
                .contains(logId.toString())
                .doesNotContain(gap.toString());
        Answer closed = owner.post(
                        path + "/2026-03/close",
                        "{\"missing\": [\"%s\", \"%s\"], \"note\": \"its disk is gone\"}".formatted(gap, logId))
                .expect(200);
        assertThat(closed.text("state")).isEqualTo("CLOSED");
        assertThat(closed.text("note")).isEqualTo("its disk is gone");
        assertThat(closed.json().get("missing").size()).isEqualTo(2);
        assertThat(get(MARCH).raw()).isEqualTo(closed.raw());
        assertThat(owner.get(path).json().get("items").valueStream())
                .filteredOn(month -> month.get("month").asString().equals("2026-03"))
                .singleElement()
                .satisfies(month -> {
                    assertThat(month.get("closedAt")).isEqualTo(closed.json().get("closedAt"));
                    assertThat(month.get("closedBy")).isEqualTo(closed.json().get("closedBy"));
                    assertThat(month.get("missingCount").asInt()).isEqualTo(2);
                    assertThat(month.get("missing")).isEqualTo(closed.json().get("missing"));
                });
        assertThat(auditor.get(path).json().get("items").valueStream())
                .allSatisfy(month -> assertThat(month.get("missing").isNull()).isTrue());
        Answer audit = owner.get("/api/v1/audit?objectId=" + tenant).expect(200);
        assertThat(audit.text("items/0/action")).isEqualTo("closed");
        assertThat(audit.text("items/0/kind")).isEqualTo("statement");
        assertThat(audit.text("items/0/after/month")).isEqualTo("2026-03");
    }

    @Test
    void whatIsNoMonthOrNotOverIsRefused() {
        String now = YearMonth.from(LocalDate.ofInstant(SERVER.clock().instant(), ZoneOffset.UTC))
                .plusMonths(1)
                .toString();
        assertThat(owner.post(path + "/" + now + "/close", "{}").expect(409).text("detail"))
                .contains("not over");
        for (String month : List.of("2026-13", "march", "2026", "1999-12", "3000-01", "2026-3")) {
            assertThat(owner.get(path + "/" + month).expect(400).fields())
                    .as(month)
                    .containsExactly("month");
        }
        owner.get("/api/v1/statements/" + UUID.randomUUID() + "/2026-03").expect(404);
        owner.get("/api/v1/statements/" + UUID.randomUUID()).expect(404);
    }

    /** Whatever comes while a month is closed is in it or in the next, once. */
    @Test
    void aMonthIsClosedBesideIngestAndAdjustments() {
        UsageEvent first = on(events.owners().getFirst(), LocalDate.of(2026, 3, 5), 1_000_000);
        log.ship(List.of(first));
        AtomicBoolean over = new AtomicBoolean();
        TestLog other = TestLog.on(SERVER);
        CompletableFuture<Void> ingest = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                other.ship(List.of(any(MARCH), any(APRIL)));
            }
        });
        CompletableFuture<Void> adjusting = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                adjust(first.id(), 3);
            }
        });
        Awaiting.until("some usage", () -> !get(APRIL).text("total").equals("0.00"));
        close(MARCH).expect(200);
        String closed = get(MARCH).raw();
        Awaiting.until("late usage", () -> !get(APRIL).text("late").equals("0.00"));
        over.set(true);
        ingest.join();
        adjusting.join();
        assertThat(get(MARCH).raw()).isEqualTo(closed);
        requireAllStatementsToEqualTheBooks();
        new EqualSums(SERVER).requireEqual(events, seed);
    }

    @Test
    void thePageAndTheCsvSayTheSame() {
        SERVER.sql()
                .sql(
                        "INSERT INTO keyway.team (tenant_id, id, name, created_at, updated_at) VALUES (?, ?, ?, now(), now())")
                .params(tenant, events.owners().getFirst().teamId(), "R&D <script>alert(1)</script>")
                .update();
        log.ship(List.of(on(events.owners().getFirst(), LocalDate.of(2026, 3, 5), 1_234_567_890_123L)));
        log.ship(List.of(on(events.owners().get(1), LocalDate.of(2026, 3, 6), 9_000_000)));
        adjust(owner.get("/api/v1/usage/requests?limit=1&tenant=" + tenant).text("items/0/id"), 5);
        Answer json = get(MARCH);
        Answer csv = owner.get(path + "/2026-03/csv").expect(200);
        List<String> lines = csv.raw().lines().toList();
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.header("Content-Disposition")).contains("statement-2026-03.csv");
        assertThat(lines.getFirst()).startsWith("month,state,kind,of_month,team,token,requests");
        BigDecimal sum = lines.stream()
                .skip(1)
                .map(line -> new BigDecimal(line.split(",", -1)[9]))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(json.text("total"));

        Answer page =
                owner.with("Accept", "text/html").get(path + "/2026-03/page").expect(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
        assertThat(page.raw())
                .contains(
                        "March 2026",
                        "R&amp;D &lt;script&gt;",
                        "1,234.56<i>7890123</i>",
                        "<thead>",
                        "Adjustments by hand")
                .doesNotContain("<script", "http://", "https://", " style=");
        assertThat(page.raw().replaceAll("</?i>", "").replace(",", ""))
                .contains("$"
                        + new BigDecimal(json.text("total"))
                                .setScale(9, RoundingMode.UNNECESSARY)
                                .toPlainString());
    }

    private void requireEqual(YearMonth month) {
        Answer statement = get(month);
        String raw = """
            SELECT team_id || ' ' || token_id || ' ' || requests || ' ' || usage || ' ' || adjusted FROM (
                SELECT team_id, token_id, sum(requests) AS requests, sum(usage)::bigint AS usage, sum(adjusted)::bigint AS adjusted FROM (
                    SELECT team_id, token_id, 1 AS requests, cost_nanos AS usage, 0 AS adjusted FROM keyway.usage_event
                    WHERE tenant_id = :tenant AND kind = 'REQUEST' AND date >= :first AND date < :next
                    UNION ALL SELECT team_id, token_id, 0, 0, nanos FROM keyway.usage_adjustment
                    WHERE tenant_id = :tenant AND booking_month = :first) AS all_of
                GROUP BY 1, 2) AS sums""";
        List<String> expected = SERVER.sql()
                .sql(raw)
                .params(Map.of(
                        "tenant",
                        tenant,
                        "first",
                        month.atDay(1),
                        "next",
                        month.plusMonths(1).atDay(1)))
                .query((row, n) -> row.getString(1))
                .list();
        List<String> stated = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (JsonNode team : statement.json().get("teams")) {
            BigDecimal ofTeam = BigDecimal.ZERO;
            for (JsonNode token : team.get("tokens")) {
                stated.add("%s %s %d %d %d"
                        .formatted(
                                team.get("teamId").asString(),
                                token.get("tokenId").asString(),
                                token.get("requests").asLong(),
                                nanos(token.get("usage").asString()),
                                nanos(token.get("adjustments").asString())));
                ofTeam = ofTeam.add(new BigDecimal(token.get("total").asString()));
            }
            assertThat(ofTeam).isEqualByComparingTo(team.get("total").asString());
            total = total.add(ofTeam);
        }
        assertThat(stated)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(expected)
                .isNotEmpty();
        assertThat(total).isEqualByComparingTo(statement.text("total"));
    }

    /** Σ statements = Σ records + Σ adjustments. */
    private void requireAllStatementsToEqualTheBooks() {
        BigDecimal all = owner.get(path)
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .map(item -> new BigDecimal(
                        get(YearMonth.parse(item.get("month").asString())).text("total")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        long books = SERVER.sql()
                .sql(
                        "SELECT ((SELECT sum(cost_nanos) FROM keyway.usage_event WHERE tenant_id = :tenant) + (SELECT coalesce(sum(nanos), 0) FROM keyway.usage_adjustment WHERE tenant_id = :tenant))::bigint")
                .param("tenant", tenant)
                .query(Long.class)
                .single();
        assertThat(all.movePointRight(9).longValueExact()).as("seed %d", seed).isEqualTo(books);
    }

    private static long nanos(String dollars) {
        return new BigDecimal(dollars).movePointRight(9).longValueExact();
    }

    private static List<JsonNode> entries(Answer statement, String kind) {
        return statement
                .json()
                .get("entries")
                .valueStream()
                .filter(entry -> entry.get("kind").asString().equals(kind))
                .toList();
    }

    private Answer get(YearMonth month) {
        return owner.get(path + "/" + month).expect(200);
    }

    private Answer close(YearMonth month) {
        return owner.post(path + "/" + month + "/close", "{}");
    }

    private Answer closeWithout(JsonNode missing) {
        List<String> ids = missing.valueStream()
                .map(one -> "\"" + one.get("id").asString() + "\"")
                .toList();
        return owner.post(path + "/" + MARCH + "/close", "{\"missing\": " + ids + "}");
    }

    private void adjust(UUID request, long nanos) {
        adjust(request.toString(), nanos);
    }

    private void adjust(String request, long nanos) {
        owner.post(
                        "/api/v1/usage/requests/" + request + "/adjustments",
                        "{\"amount\": \"%s\", \"reason\": \"an invoice\"}"
                                .formatted(BigDecimal.valueOf(nanos, 9).toPlainString()))
                .expect(201);
    }

    private void reprice(UUID list) {
        String id = owner.post("/api/v1/prices/repricings", """
                        {"from": "2026-02-01", "to": "2026-06-01", "priceLists": ["%s"], "dryRun": false, "reason": "a price"}""".formatted(list))
                .expect(201)
                .text("id");
        Awaiting.until(
                "the repricing",
                Duration.ofSeconds(30),
                () -> owner.get("/api/v1/prices/repricings/" + id).text("state").equals("DONE"));
        assertThat(owner.get("/api/v1/prices/repricings/" + id)
                        .json()
                        .get("repriced")
                        .asLong())
                .isPositive();
    }

    private UsageEvent any(YearMonth month) {
        LocalDate date = month.atDay(1 + random.nextInt(month.lengthOfMonth()));
        return on(events.owners().get(random.nextInt(events.owners().size())), date, random.nextLong(5_000_000_000L));
    }

    private UsageEvent on(UsageOwner of, LocalDate date, long nanos) {
        Instant at = date.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
        UsageAttempt attempt = random.nextBoolean() && nanos > 10_000
                ? model.attempt(1, at, null, Map.of("input", random.nextLong(1, 5_000), "output", 9L), nanos)
                : events.attempt(1, at, nanos, null);
        return events.request(events.id(at), of, at, date, "COMPLETED", List.of(attempt));
    }
}
