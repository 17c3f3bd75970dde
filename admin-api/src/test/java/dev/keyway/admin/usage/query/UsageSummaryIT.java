package dev.keyway.admin.usage.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Summaries equal the sums of the records and their adjustments, to the nano-dollar. */
class UsageSummaryIT {

    private static final String SUM = "/api/v1/usage/summary?";
    private static final Instant BEGIN = Instant.parse("2026-10-30T22:10:00Z");
    private static final int HOURS = 6;
    private static final List<String> OUTCOMES =
            List.of("COMPLETED", "COMPLETED", "FAILED", "BROKEN", "CANCELLED", "INTERRUPTED");
    private static final List<String> MODELS = List.of("small", "large");

    private static final String ADJUSTED =
            "(SELECT coalesce(sum(j.nanos), 0) FROM keyway.usage_adjustment j WHERE j.event_id = e.id)";

    private static final Random RANDOM = new Random(20261129);
    private static AdminServer server;
    private static World world;
    private static Api owner;
    private static List<UUID> tokens;
    private static UUID provider;
    private static UUID key;

    @BeforeAll
    static void book() {
        server = AdminServer.start();
        world = World.in(server);
        owner = server.owner();
        tokens = Stream.generate(UUID::randomUUID).limit(4).toList();
        provider = UUID.randomUUID();
        key = UUID.randomUUID();
        List<UsageEvent> events = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            boolean foreign = n % 4 == 0;
            TestCall call = TestCall.of(
                            foreign ? world.foreignTenant() : world.tenant(),
                            foreign ? world.foreignTeam() : n % 3 == 0 ? world.otherTeam() : world.team(),
                            tokens.get(foreign ? 0 : 1 + n % 3))
                    .at(moment())
                    .outcome(OUTCOMES.get(RANDOM.nextInt(OUTCOMES.size())));
            if (n % 11 == 0) {
                events.add(call.refused(1 + RANDOM.nextInt(5)).event());
                continue;
            }
            if (n % 5 == 0) {
                call.estimated();
            }
            for (int attempts = RANDOM.nextInt(3); attempts >= 0; attempts--) {
                call.attempt(
                        attempts == 0 ? provider : UUID.randomUUID(),
                        attempts == 0 && n % 2 == 0 ? key : UUID.randomUUID(),
                        MODELS.get(RANDOM.nextInt(2)),
                        RANDOM.nextLong(1_000_000_000_000L),
                        n % 7 == 0 ? 1 + attempts : 0);
            }
            events.add(call.event());
        }
        var unused = TestLog.on(server).ship(events);
        events.stream()
                .filter(event -> event.costNanos() > 0 && RANDOM.nextInt(6) == 0)
                .forEach(event -> adjust(event.id(), RANDOM.nextLong(-event.costNanos(), 1_000_000_000_000L)));
    }

    private static void adjust(UUID record, long nanos) {
        Answer unused = owner.post(
                        "/api/v1/usage/requests/%s/adjustments".formatted(record),
                        "{\"amount\": \"%s\", \"reason\": \"an invoice\"}"
                                .formatted(BigDecimal.valueOf(nanos, 9).toPlainString()))
                .expect(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eachSummaryEqualsPlainSqlOnItsRecords() {
        for (String groupBy : List.of("tenant", "team", "token")) {
            for (Filter filter : filters()) {
                compare(filter, groupBy);
            }
        }
    }

    @Test
    void rangesThatBeginAndEndAnywhereAreExact() {
        for (int n = 0; n < 40; n++) {
            Instant from = n % 5 == 0 ? quarter(moment()) : moment();
            Instant to = n % 7 == 0
                    ? quarter(from.plus(Duration.ofHours(1)))
                    : from.plusMillis(
                            RANDOM.nextLong(Duration.ofHours(n % 2 == 0 ? 4 : 1).toMillis()));
            compare(new Filter("from=" + from + "&to=" + to, "at >= '%s' AND at < '%s'".formatted(from, to)), "token");
        }
        Instant from = moment();
        compare(new Filter("from=" + from, "at >= '" + from + "'"), "team");
        compare(new Filter("to=" + from, "at < '" + from + "'"), "team");
    }

    @Test
    void theListOfTheSameFilterAddsUpToTheSummary() {
        for (Filter filter : filters()) {
            BigDecimal listed = BigDecimal.ZERO;
            String path = "/api/v1/usage/requests?limit=200&" + filter.query();
            JsonNode page = owner.get(path).expect(200).json();
            while (true) {
                listed = page.get("items")
                        .valueStream()
                        .map(item -> new BigDecimal(item.get("adjustedCost").asString()))
                        .reduce(listed, BigDecimal::add);
                if (page.get("next").isNull()) {
                    break;
                }
                page = owner.get(path + "&cursor=" + page.get("next").asString())
                        .expect(200)
                        .json();
            }
            assertThat(new BigDecimal(owner.get(SUM + filter.query()).text("total/cost")))
                    .as(filter.query())
                    .isEqualByComparingTo(listed);
        }
    }

    @Test
    void wholeQuarterHoursAreReadFromRollups() {
        try (AdminServer other = AdminServer.start()) {
            World its = World.in(other);
            TestLog log = TestLog.on(other);
            Instant noon = Instant.parse("2026-10-05T12:00:00Z");
            for (Instant at : List.of(noon.minusSeconds(1), noon, noon.plusSeconds(900))) {
                TestCall.of(its.tenant(), its.team(), UUID.randomUUID())
                        .at(at)
                        .attempt(provider, key, "m", 7)
                        .book(log);
            }
            other.sql()
                    .sql("UPDATE keyway.usage_outcome_quarter SET cost_nanos = 500")
                    .update();
            other.sql()
                    .sql("UPDATE keyway.usage_consumer_quarter SET cost_nanos = 600")
                    .update();
            Api reader = other.owner();

            assertThat(cost(reader, "from=2026-10-05T12:00:00Z&to=2026-10-05T12:15:00Z"))
                    .isEqualTo("0.0000005");
            assertThat(cost(reader, "from=2026-10-05T11:59:00Z&to=2026-10-05T12:15:01Z"))
                    .isEqualTo("0.000000514");
            assertThat(reader.get(SUM + "groupBy=token").text("items/0/cost")).isEqualTo("0.0000006");
            assertThat(reader.get(SUM + "groupBy=model").text("items/0/cost")).isEqualTo("0.0000018");
            assertThat(cost(reader, "groupBy=model")).isEqualTo("0.0000015");
            assertThat(cost(reader, "outcome=COMPLETED")).isEqualTo("0.0000015");
            assertThat(cost(reader, "tag=feature=chat")).isEqualTo("0.000000021");
        }
    }

    @Test
    void aQueryThatTakesTooLongIsCancelledAndSaysWhatToDo() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        UsageTime time = new UsageTime(jdbc, Duration.ofMillis(50));
        TransactionTemplate transaction = new TransactionTemplate(server.bean(PlatformTransactionManager.class));

        assertThatThrownBy(() -> transaction.execute(status -> time.bounded(() -> jdbc.sql("SELECT pg_sleep(60)::text")
                        .query(String.class)
                        .optional())))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.QUERY_TOO_LARGE));
    }

    @Test
    void aGroupingThatIsUnknownIsRefused() {
        for (String wrong : List.of(
                "groupBy=price", "groupBy=tag:", "top=0", "top=1001", "zone=Berlin", "compare=next", "orderBy=age")) {
            assertThat(owner.get(SUM + wrong).expect(400).fields())
                    .as(wrong)
                    .containsExactly(wrong.substring(0, wrong.indexOf('=')));
        }
        assertThat(owner.get(SUM + "compare=previous").expect(400).fields()).containsExactly("compare");
        assertThat(owner.get(SUM + "errorOrigin=nobody").expect(400).fields()).containsExactly("errorOrigin");
        assertThat(owner.get(SUM + "tag=feature").expect(400).fields()).containsExactly("tag");
        String series = "/api/v1/usage/series?interval=";
        assertThat(owner.get(series + "week").expect(400).fields()).containsExactly("interval");
        assertThat(owner.get(series + "day").expect(400).fields()).containsExactly("from");
        assertThat(owner.get(series + "quarter&from=2026-01-01T00:00:00Z&to=2026-10-01T00:00:00Z")
                        .expect(400)
                        .fields())
                .containsExactly("interval");
        assertThat(owner.get(SUM + "outcome=WON").expect(400).fields()).containsExactly("outcome");
    }

    @Test
    void latencyThatIsNotKnownIsSaidSo() {
        for (String query : List.of(
                "groupBy=token",
                "groupBy=outcome",
                "groupBy=user",
                "outcome=FAILED",
                "team=%s&groupBy=key".formatted(world.team()))) {
            assertThat(owner.get(SUM + "latency=true&" + query).expect(400).text("code"))
                    .as(query)
                    .isEqualTo("not_available");
        }
        owner.get(SUM + "latency=true&groupBy=team&model=small").expect(200);
        owner.get(SUM + "latency=true&groupBy=key").expect(200);
    }

    private static List<Filter> filters() {
        return List.of(
                new Filter("", "true"),
                new Filter("tenant=" + world.tenant(), "tenant_id = '" + world.tenant() + "'"),
                new Filter("team=" + world.team(), "team_id = '" + world.team() + "'"),
                new Filter("token=" + tokens.get(1), "token_id = '" + tokens.get(1) + "'"),
                new Filter("outcome=INTERRUPTED", "outcome = 'INTERRUPTED'"),
                new Filter(
                        "outcome=COMPLETED&tag=feature=chat&team=" + world.team(),
                        "outcome = 'COMPLETED' AND tags ->> 'feature' = 'chat' AND team_id = '" + world.team() + "'"),
                new Filter(
                        "token=%s&from=2026-10-30T23:07:30Z".formatted(tokens.get(2)),
                        "token_id = '%s' AND at >= '2026-10-30T23:07:30Z'".formatted(tokens.get(2))));
    }

    private static void compare(Filter filter, String groupBy) {
        JsonNode summary = owner.get(SUM + "groupBy=" + groupBy + "&" + filter.query())
                .expect(200)
                .json();
        List<String> found = new ArrayList<>();
        summary.get("items").valueStream().forEach(item -> found.add(told(item)));
        assertThat(found)
                .as("%s by %s", filter.query(), groupBy)
                .containsExactlyInAnyOrderElementsOf(plain(filter, groupBy));
        assertThat(summary.at("/total/cost").asString())
                .as(filter.query())
                .isEqualTo(Money.dollars(server.sql()
                                .sql("SELECT coalesce(sum(cost_nanos + %s), 0)::bigint FROM keyway.usage_event e WHERE "
                                                .formatted(ADJUSTED)
                                        + filter.sql())
                                .query(Long.class)
                                .single())
                        .toPlainString());
    }

    private static String told(JsonNode item) {
        TreeMap<String, String> units = new TreeMap<>();
        item.get("units")
                .properties()
                .forEach(unit -> units.put(unit.getKey(), unit.getValue().asString()));
        return "%s requests=%s errors=%s refused=%s estimated=%s cost=%s input=%s search=%s image=%s unpriced=%s"
                .formatted(
                        item.get("id").asString(),
                        item.get("requests"),
                        item.get("errors"),
                        item.get("refused"),
                        item.get("estimated"),
                        item.get("cost").asString(),
                        units.getOrDefault("input", "0"),
                        units.getOrDefault("search", "0"),
                        units.getOrDefault("image", "0"),
                        item.at("/unpriced/image").asInt(0));
    }

    private static List<String> plain(Filter filter, String groupBy) {
        String column = groupBy + "_id::text";
        return server.sql()
                .sql("""
                        SELECT %s AS grouped, count(*) FILTER (WHERE kind = 'REQUEST') AS requests,
                            count(*) FILTER (WHERE outcome IN ('FAILED', 'BROKEN', 'INTERRUPTED')) AS errors,
                            coalesce(sum(requests) FILTER (WHERE kind = 'REFUSAL'), 0) AS refused, count(*) FILTER (WHERE estimated) AS estimated,
                            sum(cost_nanos + %s)::bigint AS nanos, coalesce(sum(u.input), 0) AS input, coalesce(sum(u.search), 0) AS search,
                            coalesce(sum(u.image), 0) AS image
                        FROM keyway.usage_event e CROSS JOIN LATERAL (
                            SELECT sum(a.input) AS input, sum(a.search) AS search, sum((a.other_units ->> 'image')::bigint) AS image
                            FROM keyway.usage_attempt a WHERE a.event_id = e.id) u
                        WHERE %s GROUP BY grouped""".formatted(column, ADJUSTED, filter.sql()))
                .query((row, n) ->
                        "%s requests=%d errors=%d refused=%d estimated=%d cost=%s input=%d search=%d image=%d unpriced=%d"
                                .formatted(
                                        row.getString("grouped"),
                                        row.getLong("requests"),
                                        row.getLong("errors"),
                                        row.getLong("refused"),
                                        row.getLong("estimated"),
                                        Money.dollars(row.getLong("nanos")).toPlainString(),
                                        row.getLong("input"),
                                        row.getLong("search"),
                                        row.getLong("image"),
                                        row.getLong("image")))
                .list();
    }

    private static String cost(Api reader, String query) {
        return reader.get(SUM + query).expect(200).text("total/cost");
    }

    /** Within some hours, over the end of a month, to the microsecond. */
    private static Instant moment() {
        return BEGIN.plusNanos(1000 * RANDOM.nextLong(Duration.ofHours(HOURS).toNanos() / 1000));
    }

    private static Instant quarter(Instant at) {
        return Instant.ofEpochSecond(at.getEpochSecond() / 900 * 900);
    }

    private record Filter(String query, String sql) {}
}
