package dev.keyway.admin.usage.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Exports have every record that the caller sees, to the nano-dollar. */
class ExportIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NOON = Instant.parse("2026-10-05T12:00:00Z");
    private static final String EXPORT = "/api/v1/usage/export";
    private static final String FOCUS = EXPORT + "/focus";

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api owner = server.owner();
    private final TestEvents events = new TestEvents(new Random(), 1);
    private final TestLog log = TestLog.on(server);
    private final UUID token = UUID.randomUUID();
    private final List<UsageEvent> booked = new ArrayList<>();

    @BeforeEach
    void book() {
        for (int i = 0; i < 120; i++) {
            Instant at = NOON.plusSeconds(i * 60L);
            booked.add(request(world.tenant(), i % 3 == 0 ? world.otherTeam() : world.team(), "chat", at, i % 4));
        }
        booked.add(request(world.tenant(), world.team(), "=HYPERLINK(\"http://x\",\"pay\")", NOON, 1));
        booked.add(events.refusal(
                new UsageOwner(world.tenant(), "Acme", world.team(), "Search", token, "chat"), NOON, 17));
        var unused = log.ship(booked);
        unused = log.ship(List.of(request(world.foreignTenant(), world.foreignTeam(), "theirs", NOON, 2)));
        UsageEvent first = booked.get(1);
        for (String amount : List.of("0.000000007", "-0.000000002")) {
            owner.post(
                            "/api/v1/usage/requests/" + first.id() + "/adjustments",
                            "{\"amount\": \"%s\", \"reason\": \"Invoice\"}".formatted(amount))
                    .expect(201);
        }
    }

    @Test
    void jsonLinesAreTheRecordsOfTheApi() {
        booked.add(
                events.refusal(new UsageOwner(world.tenant(), "Acme", world.team(), "Search", token, "chat"), NOON, 3));
        booked.add(
                events.refusal(new UsageOwner(world.tenant(), "Acme", world.team(), "Search", token, "chat"), NOON, 4));
        var unused = log.ship(booked.subList(booked.size() - 2, booked.size()));
        for (int i = 1; i <= 2; i++) {
            server.sql()
                    .sql(
                            "UPDATE keyway.usage_event SET error_code = 'insufficient_quota', refusal_limit = ?, refusal_used = ? WHERE id = ?")
                    .params(
                            250_000_000L,
                            200_000_000L + i - 1,
                            booked.get(booked.size() - i).id())
                    .update();
        }
        List<JsonNode> lines = lines(owner, "?format=ndjson&tenant=" + world.tenant());
        assertThat(lines).hasSize(booked.size() + 1);
        for (JsonNode line : lines.subList(0, booked.size())) {
            JsonNode shown = owner.get(
                            "/api/v1/usage/requests/" + line.get("id").asString())
                    .expect(200)
                    .json();
            ((ObjectNode) shown).remove(List.of("attempts", "adjustments"));
            assertThat(line).isEqualTo(shown);
        }
        JsonNode summary = lines.getLast().get("summary");
        assertThat(summary.get("rows").asLong()).isEqualTo(booked.size());
        assertThat(new BigDecimal(summary.get("cost").asString())).isEqualByComparingTo(cost("cost_nanos"));
        assertThat(new BigDecimal(summary.get("adjustedCost").asString())).isEqualByComparingTo(adjusted());
    }

    @Test
    void csvAddsUpToWhatPlainSqlSays() {
        List<NamedCsvRecord> rows = csv(owner, EXPORT + "?tenant=" + world.tenant());
        assertThat(rows).hasSize(booked.size());
        assertThat(sum(rows, "cost")).isEqualByComparingTo(cost("cost_nanos"));
        assertThat(sum(rows, "adjustedCost")).isEqualByComparingTo(adjusted());
        assertThat(sum(rows, "requests")).isEqualByComparingTo(BigDecimal.valueOf(booked.size() - 1 + 17));
        assertThat(rows).extracting(row -> row.getField("token")).contains("'=HYPERLINK(\"http://x\",\"pay\")");
    }

    @Test
    void focusAddsUpToTheSummary() {
        List<NamedCsvRecord> rows = csv(owner, FOCUS + "?tenant=" + world.tenant());
        long attempts =
                booked.stream().mapToLong(event -> event.attempts().size()).sum();
        // Each has input, output, reasoning and images, and a cost without a price list.
        assertThat(rows).hasSize((int) attempts * 5 + 2);
        for (String cost : List.of("BilledCost", "EffectiveCost", "ListCost", "ContractedCost")) {
            assertThat(sum(rows, cost)).as(cost).isEqualByComparingTo(adjusted());
        }
        assertThat(adjusted())
                .isEqualByComparingTo(owner.get("/api/v1/usage/summary?tenant=" + world.tenant())
                        .text("total/cost"));
        for (NamedCsvRecord row : rows) {
            for (String given : List.of(
                    "BillingAccountId",
                    "BillingCurrency",
                    "BillingPeriodStart",
                    "BillingPeriodEnd",
                    "ChargeCategory",
                    "ChargeDescription",
                    "ChargePeriodStart",
                    "ChargePeriodEnd",
                    "InvoiceIssuerName",
                    "ProviderName",
                    "PublisherName",
                    "ServiceCategory",
                    "ServiceName",
                    "SubAccountId")) {
                assertThat(row.getField(given)).as(given).isNotEmpty();
            }
            assertThat(row.getField("ChargePeriodStart")).isLessThan(row.getField("ChargePeriodEnd"));
        }
        NamedCsvRecord usage = rows.stream()
                .filter(row -> row.getField("ChargeCategory").equals("Usage"))
                .findFirst()
                .orElseThrow();
        assertThat(usage.getField("PricingUnit")).isEqualTo("1000000 Tokens");
        assertThat(usage.getField("BillingPeriodStart")).isEqualTo("2026-10-01T00:00:00Z");
        assertThat(usage.getField("BillingPeriodEnd")).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(JSON.readTree(usage.getField("Tags")).get("feature").asString())
                .isEqualTo("a \"quoted\" one");
        assertThat(rows)
                .filteredOn(row -> row.getField("ChargeCategory").equals("Adjustment"))
                .extracting(row -> row.getField("BilledCost"))
                .containsExactlyInAnyOrder("0.000000007", "-0.000000002");
    }

    /** Attempts of one request may have different targets; so may what is corrected of them. */
    @Test
    void focusAddsUpToTheSummaryOfEachTarget() {
        TestModel model = new TestModel(server);
        UUID list = model.list(Instant.parse("2020-01-01T00:00:00Z"), "standard", "3", "1");
        UsageAttempt first = model.attempt(1, NOON, null, Map.of("input", 1_000L), 5_000);
        UsageAttempt second = events.attempt(2, NOON.plusSeconds(1), 70_000, null);
        UsageEvent both = events.request(
                events.id(NOON),
                new UsageOwner(world.tenant(), "Acme", world.team(), "Search", token, "chat"),
                NOON,
                LocalDate.ofInstant(NOON, ZoneOffset.UTC),
                "COMPLETED",
                List.of(first, second));
        var unused = log.ship(List.of(both));
        String id = owner.post("/api/v1/prices/repricings", """
                        {"from": "2026-10-05", "to": "2026-10-06", "priceLists": ["%s"], "dryRun": false, "reason": "a price"}""".formatted(list))
                .expect(201)
                .text("id");
        Awaiting.until(
                "the repricing",
                Duration.ofSeconds(30),
                () -> owner.get("/api/v1/prices/repricings/" + id).text("state").equals("DONE"));

        assertThat(csv(owner, FOCUS + "?provider=" + model.provider()))
                .extracting(row -> row.getField("SkuId"), row -> row.getField("BilledCost"))
                .containsExactlyInAnyOrder(
                        tuple(model.slug() + "/m/input", "0.00"),
                        tuple(model.slug() + "/m/other_cost", "0.000005"),
                        tuple(model.slug() + "/m", "0.002995"));
        for (String target : List.of(
                "provider=" + model.provider(),
                "provider=" + second.providerId(),
                "model=m",
                "model=gpt-0",
                "model=gpt-1",
                "key=" + second.keyId())) {
            String filter = "?tenant=%s&%s".formatted(world.tenant(), target);
            assertThat(sum(csv(owner, FOCUS + filter), "BilledCost"))
                    .as(target)
                    .isEqualByComparingTo(
                            owner.get("/api/v1/usage/summary" + filter).text("total/cost"));
        }
    }

    /** Quantity times price is the cost, and what no price explains has a line of its own. */
    @Test
    void eachMeterHasALine() {
        TestModel model = new TestModel(server);
        Instant always = Instant.parse("2020-01-01T00:00:00Z");
        assertThat(model.list(always, "standard", "3", "1")).isNotNull();
        String named = model.named(always);
        Map<String, Long> units = Map.of("input", 1_000L, "output", 700L, "reasoning", 200L, "search", 2L);
        UsageAttempt priced = model.attempt(1, NOON, named, units, 3_000_000 + 700_000);
        UsageAttempt held = model.attempt(2, NOON.plusSeconds(1), named, Map.of("input", 10L), 50_000);
        UsageAttempt idle = model.attempt(3, NOON.plusSeconds(2), named, Map.of(), 0);
        var unused = log.ship(List.of(events.request(
                events.id(NOON),
                new UsageOwner(world.tenant(), "Acme", world.team(), "Search", token, "chat"),
                NOON,
                LocalDate.ofInstant(NOON, ZoneOffset.UTC),
                "COMPLETED",
                List.of(priced, held, idle))));

        assertThat(csv(owner, FOCUS + "?provider=" + model.provider()))
                .extracting(row -> Stream.of(
                                "x_Attempt",
                                "SkuMeter",
                                "ConsumedQuantity",
                                "ConsumedUnit",
                                "PricingQuantity",
                                "PricingUnit",
                                "ListUnitPrice",
                                "BilledCost")
                        .map(row::getField)
                        .collect(Collectors.joining(" ")))
                .containsExactlyInAnyOrder(
                        "1 input 1000 Tokens 0.001 1000000 Tokens 3.00 0.003",
                        "1 output 500 Tokens 0.0005 1000000 Tokens 1.00 0.0005",
                        "1 reasoning 200 Tokens 0.0002 1000000 Tokens 1.00 0.0002",
                        "1 search 2 Searches 0.000002 1000000 Searches  0.00",
                        "2 input 10 Tokens 0.00001 1000000 Tokens 3.00 0.00003",
                        "2 other_cost 1 Requests 1 Requests 0.00002 0.00002",
                        "3 request 1 Requests 1 Requests 0.00 0.00");
        assertThat(csv(owner, FOCUS + "?provider=" + model.provider()))
                .filteredOn(row -> row.getField("SkuMeter").equals("input"))
                .allSatisfy(row -> {
                    assertThat(row.getField("SkuPriceId")).isEqualTo(model.slug() + "/m/input/standard");
                    assertThat(row.getField("x_PriceList")).isEqualTo(named);
                });
    }

    @Test
    void tokensOfFocusAreThoseOfTheRecords() {
        List<NamedCsvRecord> rows = csv(owner, FOCUS + "?tenant=" + world.tenant());
        BigDecimal tokens = rows.stream()
                .filter(row -> row.getField("ConsumedUnit").equals("Tokens"))
                .map(row -> new BigDecimal(row.getField("ConsumedQuantity")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(tokens)
                .isEqualByComparingTo(server.sql()
                        .sql("SELECT sum(tokens) FROM keyway.usage_event WHERE tenant_id = ?")
                        .param(world.tenant())
                        .query(BigDecimal.class)
                        .single());
    }

    @Test
    void anExportIsNarrowedToTheRolesOfItsCaller() {
        for (Role role : Role.values()) {
            Api caller = server.caller(world.grant(role));
            String filter = role.level() == Role.Level.INSTALLATION ? "?tenant=" + world.tenant() : "";
            long seen = switch (role) {
                case MEMBER -> 0;
                case TEAM_ADMIN -> 82;
                default -> booked.size();
            };
            assertThat(csv(caller, EXPORT + filter)).as(role.name()).hasSize((int) seen);
            assertThat(csv(caller, FOCUS + filter))
                    .as(role.name())
                    .extracting(row -> row.getField("BillingAccountId"))
                    .allMatch(world.tenant().toString()::equals);
            assertThat(csv(caller, EXPORT + filter))
                    .as(role.name())
                    .allMatch(row -> role.level() == Role.Level.INSTALLATION
                            || row.getField("keyId").isEmpty());
        }
        Api tenantAdmin = server.caller(world.grant(Role.TENANT_ADMIN));
        for (String path : List.of(EXPORT, FOCUS)) {
            tenantAdmin.get(path + "?tenant=" + world.foreignTenant()).expect(404);
            tenantAdmin.get(path + "?key=" + UUID.randomUUID()).expect(404);
        }
    }

    @Test
    void filtersAreThoseOfTheList() {
        assertThat(csv(owner, EXPORT + "?tenant=" + world.tenant() + "&outcome=REFUSED"))
                .hasSize(1);
        assertThat(csv(
                        owner,
                        EXPORT + "?tenant=" + world.tenant() + "&from=2026-10-05T12:30:00Z&to=2026-10-05T12:40:00Z"))
                .hasSize(10);
        assertThat(csv(owner, EXPORT + "?tenant=" + world.tenant() + "&model=%27%3B%20DROP%20TABLE%20x--"))
                .isEmpty();
        UsageEvent one = booked.get(4);
        assertThat(csv(owner, EXPORT + "?requestId=" + one.requestId()))
                .singleElement()
                .satisfies(
                        row -> assertThat(row.getField("id")).isEqualTo(one.id().toString()));
        owner.get(EXPORT + "?format=xml").expect(400);
        owner.get(EXPORT + "?limit=10").expect(400);
    }

    @Test
    void eachExportIsInTheAudit() {
        Api auditor = server.caller(world.grant(Role.TENANT_AUDITOR));
        csv(auditor, FOCUS + "?team=" + world.team());
        JsonNode entry = owner.get(world.path() + "/audit?kind=usage_export&actorId=" + auditor.callerId())
                .expect(200)
                .json()
                .at("/items/0");
        assertThat(entry.get("action").asString()).isEqualTo("exported");
        assertThat(entry.at("/after/rows").asString()).isEqualTo("FOCUS_CSV");
        assertThat(entry.at("/after/filter/team").asString())
                .isEqualTo(world.team().toString());
    }

    private UsageEvent request(UUID tenant, UUID team, String name, Instant at, int attempts) {
        UsageOwner of = new UsageOwner(tenant, "Acme", team, "Search", token, name);
        List<UsageAttempt> made = new ArrayList<>();
        for (int number = 1; number <= attempts; number++) {
            made.add(events.attempt(number, at, 1_000_003L * number, number < attempts ? "SERVER" : null));
        }
        return events.request(
                events.id(at),
                of,
                at,
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                attempts == 0 ? "FAILED" : "COMPLETED",
                made);
    }

    private BigDecimal cost(String nanos) {
        return server.sql()
                .sql("SELECT sum(%s) / 1e9 FROM keyway.usage_event WHERE tenant_id = ?".formatted(nanos))
                .param(world.tenant())
                .query(BigDecimal.class)
                .single();
    }

    private BigDecimal adjusted() {
        return cost("cost_nanos").add(new BigDecimal("0.000000005"));
    }

    private static BigDecimal sum(List<NamedCsvRecord> rows, String column) {
        return rows.stream().map(row -> new BigDecimal(row.getField(column))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<JsonNode> lines(Api caller, String query) {
        return caller.get(EXPORT + query)
                .expect(200)
                .raw()
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    private static List<NamedCsvRecord> csv(Api caller, String path) {
        Answer answer = caller.get(path).expect(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        return CsvReader.builder().ofNamedCsvRecord(answer.raw()).stream().toList();
    }
}
