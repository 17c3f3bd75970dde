package dev.keyway.admin.usage.query;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.signin.Held;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A month of 50,000 events: every sum equals plain SQL on the records, to the nano-dollar, by each dimension and interval. */
class GoldenSumsIT {

    private static final int EVENTS = Integer.getInteger("keyway.golden.events", 50_000);
    private static final String BERLIN = "Europe/Berlin";
    private static final String KATHMANDU = "Asia/Kathmandu";
    private static final String LORD_HOWE = "Australia/Lord_Howe";
    private static final List<String> DIMENSIONS = List.of(
            "tenant",
            "team",
            "token",
            "user",
            "provider",
            "account",
            "model",
            "alias",
            "key",
            "tag:feature",
            "tag:label:centre",
            "outcome",
            "errorOrigin");

    /**
     * What the records say, in plain SQL: of each request, each attempt and each adjustment one row, with its place among what teams used
     * (by the admission) and among what keys served (by the attempt), as docs/usage.md has it. An adjustment is at the target that
     * answered in both.
     */
    private static final String FACTS = """
            CREATE TABLE facts AS
            SELECT at AS admitted_at, NULL::timestamptz AS attempted_at, tenant_id, team_id, token_id, alias, outcome, error_origin, user_hash,
                tags, provider_id, account_id, key_id, model, (kind = 'REQUEST')::int AS requests,
                (outcome IN ('FAILED', 'BROKEN', 'INTERRUPTED'))::int AS errors, CASE WHEN outcome = 'REFUSED' THEN requests ELSE 0 END AS refused,
                CASE WHEN error_origin IS NOT NULL THEN requests ELSE 0 END AS origins, 0 AS attempts, 0::bigint AS input, 0::bigint AS image,
                0 AS failed, cost_nanos - coalesce((SELECT sum(cost_nanos) FROM keyway.usage_attempt WHERE event_id = e.id), 0) AS nanos
            FROM keyway.usage_event e
            UNION ALL
            SELECT e.at, a.at, e.tenant_id, e.team_id, e.token_id, e.alias, e.outcome, e.error_origin, e.user_hash, e.tags, a.provider_id,
                a.account_id, a.key_id, a.model, 0, 0, 0, 0, 1, a.input, coalesce((a.other_units ->> 'image')::bigint, 0),
                (a.failure IS NOT NULL)::int, a.cost_nanos
            FROM keyway.usage_event e JOIN keyway.usage_attempt a ON a.event_id = e.id
            UNION ALL
            SELECT e.at, (SELECT a.at FROM keyway.usage_attempt a WHERE a.event_id = e.id
                    ORDER BY (a.number = e.answered_by) DESC NULLS LAST, a.number DESC LIMIT 1), e.tenant_id, e.team_id, e.token_id, e.alias,
                e.outcome, e.error_origin, e.user_hash, e.tags, e.provider_id, e.account_id, e.key_id, e.model, 0, 0, 0, 0, 0, 0, 0, 0, j.nanos
            FROM keyway.usage_event e JOIN keyway.usage_adjustment j ON j.event_id = e.id""";

    /** What {@link #told} says, in SQL. */
    private static final String TOLD = """
            concat_ws(' ', ' requests=' || %s, 'errors=' || sum(errors), 'refused=' || sum(refused), 'origins=' || sum(origins),
                'attempts=' || sum(attempts), 'input=' || sum(input), 'image=' || sum(image), 'failed=' || sum(failed), 'cost=' || sum(nanos))""";

    private static AdminServer server;
    private static Held notSummed;
    private static World world;
    private static Api owner;

    @BeforeAll
    static void book() throws SQLException {
        server = AdminServer.start();
        world = World.in(server);
        owner = server.owner();
        SeededMonth.in(server, world, EVENTS);
        server.database().execute(FACTS, "ANALYZE facts");
        // All days but one of the middle, whose quarter hours and records are read. The job of the service sums days as
        // well.
        notSummed = Held.after(
                server,
                "SELECT pg_advisory_lock(hashtext('keyway.usage.sum'), keyway.usage_day_lock(date '2026-10-14'))");
        server.database()
                .execute(
                        "DELETE FROM keyway.usage_recorded_day WHERE day = date '2026-10-14'",
                        "DELETE FROM keyway.usage_utc_day WHERE day = date '2026-10-14'");
        for (String step : List.of("begin_usage_day", "sum_usage_day")) {
            assertThat(server.sql()
                            .sql("""
                                    SELECT keyway.%s(day::date)
                                    FROM generate_series(date '2026-09-28', date '2026-11-04', interval '1 day') AS d (day)
                                    WHERE day <> date '2026-10-14'""".formatted(step))
                            .query(Boolean.class)
                            .list())
                    .hasSize(37);
        }
        assertThat(server.sql().sql("""
                                SELECT count(*) FROM keyway.usage_utc_day JOIN keyway.usage_recorded_day USING (day)
                                WHERE day >= date '2026-09-28' AND day <= date '2026-11-04' AND day <> date '2026-10-14'""").query(Long.class).single()).isEqualTo(37);
    }

    @AfterAll
    static void stop() throws SQLException {
        notSummed.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&team=TEAM",
                "&model=model-2",
                "&outcome=BROKEN",
                "&tag=stage=live",
                "&alias=fast&tenant=TENANT"
            })
    void summariesOfAnyRange(String filter) {
        List<String> ranges = List.of(
                "",
                "2026-10-01T00:00:00Z 2026-11-01T00:00:00Z",
                "2026-10-03T13:37:11.123456Z 2026-10-29T22:59:59.999999Z",
                "2026-10-13T23:59:00Z 2026-10-15T00:01:00Z",
                "2026-10-20T10:01:00Z 2026-10-20T10:02:00Z");
        for (String dimension : DIMENSIONS) {
            for (String range : filter.isEmpty() ? ranges : ranges.subList(2, 3)) {
                compare(dimension, range, filter);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "month, " + BERLIN,
        "month, " + KATHMANDU,
        "month, " + LORD_HOWE,
        "day, " + BERLIN,
        "day, " + KATHMANDU,
        "day, " + LORD_HOWE,
        "day, UTC",
        "hour, UTC",
        "hour, " + KATHMANDU,
        "quarter, " + LORD_HOWE
    })
    void seriesByEachDimension(String interval, String zone) {
        boolean fine = interval.equals("quarter") || interval.equals("hour");
        Instant from = LocalDate.of(2026, 10, fine ? 2 : 1)
                .atStartOfDay(ZoneId.of(zone))
                .toInstant();
        Instant to = fine
                ? LocalDate.of(2026, 10, 6).atStartOfDay(ZoneId.of(zone)).toInstant()
                : LocalDate.of(2026, 11, 1).atStartOfDay(ZoneId.of(zone)).toInstant();
        for (String dimension : (interval.equals("day") && zone.equals(BERLIN)) || (fine && zone.equals(LORD_HOWE))
                ? DIMENSIONS
                : List.of("team", "model", "key", "user")) {
            JsonNode series = owner.get("/api/v1/usage/series?interval=%s&zone=%s&from=%s&to=%s&top=50&groupBy=%s"
                            .formatted(interval, zone, from, to, dimension))
                    .expect(200)
                    .json();
            List<String> found = new ArrayList<>();
            series.get("items")
                    .forEach(line -> line.get("points")
                            .forEach(point -> found.add(
                                    point.get("from").asString() + " " + group(line, dimension) + told(point))));
            assertThat(found)
                    .as("%s %s by %s", interval, zone, dimension)
                    .containsExactlyInAnyOrderElementsOf(
                            plain(dimension, bucket(interval, zone), "at >= '%s' AND at < '%s'".formatted(from, to)));
            assertThat(series.get("others").size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "token", "key", "outcome", "user"})
    void theOthersAreWhatIsNotShown(String dimension) {
        String range = "from=2026-10-02T00:00:00Z&to=2026-10-30T12:00:00Z";
        JsonNode all = summary("groupBy=" + dimension + "&" + range);
        JsonNode top = summary("groupBy=" + dimension + "&top=2&" + range);
        JsonNode series = owner.get("/api/v1/usage/series?interval=day&zone=%s&top=2&groupBy=%s&%s"
                        .formatted(BERLIN, dimension, range))
                .expect(200)
                .json();

        assertThat(top.get("items")).hasSize(2);
        assertThat(top.at("/items/0")).isEqualTo(all.at("/items/0"));
        assertThat(top.at("/items/1")).isEqualTo(all.at("/items/1"));
        assertThat(top.get("total")).isEqualTo(all.get("total"));
        assertThat(nanos(top.get("others")))
                .isEqualTo(nanos(all.get("total")) - nanos(all.at("/items/0")) - nanos(all.at("/items/1")));
        assertThat(sum(series.get("others"))).isEqualTo(nanos(top.get("others")));
        assertThat(sum(series.get("total"))).isEqualTo(nanos(top.get("total")));
        assertThat(sum(series.at("/items/1/points"))).isEqualTo(nanos(top.at("/items/1")));
    }

    /** A request with two tags is in two groups, and in the total once. */
    @ParameterizedTest
    @ValueSource(strings = {"", "tenant=TENANT", "tag=stage=live", "tag=feature=f3&team=TEAM"})
    void byAllTags(String filter) {
        String asked = filter.replace("TEAM", world.team().toString())
                .replace("TENANT", world.tenant().toString());
        for (String range : List.of(
                "2026-10-01T00:00:00Z 2026-11-01T00:00:00Z",
                "2026-10-03T13:37:11.123456Z 2026-10-29T22:59:59.999999Z",
                "2026-10-14T10:01:00Z 2026-10-14T10:20:00Z")) {
            String[] ends = range.split(" ", -1);
            String query = "%s&from=%s&to=%s".formatted(asked, ends[0], ends[1]);
            JsonNode summary = summary("groupBy=tag&" + query);
            List<String> found = new ArrayList<>();
            summary.get("items").forEach(item -> found.add(item.get("name").asString() + " " + told(item)));
            String condition = "at >= '%s' AND at < '%s'%s".formatted(ends[0], ends[1], condition("&" + asked));
            assertThat(found)
                    .as(query)
                    .containsExactlyInAnyOrderElementsOf(server.sql()
                            .sql("""
                                    SELECT pair.key || '=' || pair.value || ' ' || %s
                                    FROM (SELECT *, admitted_at AS at FROM facts) AS facts
                                    CROSS JOIN LATERAL jsonb_each_text(tags) AS pair WHERE pair.key <> 'label:centre' AND %s
                                    GROUP BY pair.key, pair.value""".formatted(TOLD.formatted("sum(requests)::text"), condition))
                            .query(String.class)
                            .list());
            assertThat(summary.get("total")).isEqualTo(summary(query).get("total"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-10T00:00:00Z, 2026-10-20T00:00:00Z, UTC, 2026-09-30T00:00:00Z",
        "2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, " + BERLIN + ", 2026-10-23T22:00:00Z",
        "2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z, " + BERLIN + ", 2026-08-31T22:00:00Z",
        "2026-10-10T00:00:01Z, 2026-10-10T06:00:00Z, UTC, 2026-10-09T18:00:02Z"
    })
    void thePeriodBefore(String from, String to, String zone, String before) {
        JsonNode compared =
                summary("groupBy=provider&compare=previous&zone=%s&from=%s&to=%s".formatted(zone, from, to));
        JsonNode earlier = summary("groupBy=provider&from=%s&to=%s".formatted(before, from));
        JsonNode series = owner.get(
                        "/api/v1/usage/series?interval=day&groupBy=provider&compare=previous&zone=%s&from=%s&to=%s"
                                .formatted(zone, from, to))
                .expect(200)
                .json();

        assertThat(compared.at("/previous/range/from").asString()).isEqualTo(before);
        assertThat(compared.at("/previous/range/to").asString()).isEqualTo(from);
        assertThat(compared.at("/previous/total")).isEqualTo(earlier.get("total"));
        Map<String, JsonNode> byName = new TreeMap<>();
        earlier.get("items").forEach(item -> byName.put(item.get("id").asString(), item));
        compared.get("items")
                .forEach(item -> assertThat(nanos(item.get("previous")))
                        .isEqualTo(nanos(
                                Objects.requireNonNull(byName.get(item.get("id").asString())))));
        assertThat(sum(series.at("/previous/total"))).isEqualTo(nanos(earlier.get("total")));
    }

    /** Exact percentiles are within the steps of the histogram. */
    @ParameterizedTest
    @ValueSource(strings = {"team", "model", "provider", "key", "account"})
    void percentiles(String dimension) {
        String from = "2026-10-02T10:07:00Z";
        String to = "2026-10-28T00:00:00Z";
        JsonNode summary = summary("groupBy=%s&latency=true&from=%s&to=%s".formatted(dimension, from, to));
        boolean supply = dimension.equals("key") || dimension.equals("account");
        String group = dimension.equals("model") ? "model" : "coalesce(%s_id::text, '')".formatted(dimension);
        int compared = 0;
        for (String measure : List.of("duration", "firstByte")) {
            String column = measure.equals("duration") ? "duration_millis" : "first_byte_millis";
            Map<String, long[]> exact = new TreeMap<>();
            server.sql()
                    .sql("""
                            SELECT %1$s, count(%2$s), percentile_disc(0.5) WITHIN GROUP (ORDER BY %2$s), percentile_disc(0.95) WITHIN GROUP (ORDER BY %2$s),
                                percentile_disc(0.99) WITHIN GROUP (ORDER BY %2$s)
                            FROM keyway.%3$s WHERE outcome = 'COMPLETED' AND provider_id IS NOT NULL AND %4$s AND at >= '%5$s' AND at < '%6$s'
                            GROUP BY GROUPING SETS ((%1$s), ())""".formatted(
                                    group,
                                    column,
                                    supply ? "usage_attempt" : "usage_event",
                                    supply ? "failure IS NULL" : "true",
                                    from,
                                    to))
                    .query(row -> {
                        String name = row.getString(1);
                        if (row.getLong(2) > 0) {
                            exact.put(
                                    name == null ? "total" : name,
                                    new long[] {row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)});
                        }
                    });
            Map<String, JsonNode> found = new TreeMap<>(Map.of("total", summary.at("/total/latency/" + measure)));
            summary.get("items").forEach(item -> {
                if (!item.at("/latency/" + measure).isNull()) {
                    found.put(group(item, dimension), item.at("/latency/" + measure));
                }
            });
            assertThat(found.keySet()).isEqualTo(exact.keySet());
            for (String name : found.keySet()) {
                long[] expected = Objects.requireNonNull(exact.get(name));
                JsonNode percentiles = Objects.requireNonNull(found.get(name));
                assertThat(percentiles.get("count").asLong()).isEqualTo(expected[0]);
                for (int n = 1; n <= 3; n++) {
                    long told = percentiles
                            .get("p" + List.of(50, 95, 99).get(n - 1) + "Millis")
                            .asLong();
                    assertThat(told).isGreaterThanOrEqualTo(expected[n]).isLessThan(2 + expected[n] * 12 / 10);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    /** Each day's rows add up to what the records of the day say, before and after adjustments. */
    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv"})
    void exportsOfRecords(String format) {
        for (LocalDate day = LocalDate.of(2026, 9, 29);
                day.isBefore(LocalDate.of(2026, 11, 3));
                day = day.plusDays(1)) {
            String range = "from=%sT00:00:00Z&to=%sT00:00:00Z".formatted(day, day.plusDays(1));
            String body = owner.get("/api/v1/usage/export?format=%s&%s".formatted(format, range))
                    .expect(200)
                    .raw();
            List<String> costs = new ArrayList<>();
            List<String> adjusted = new ArrayList<>();
            if (format.equals("csv")) {
                CsvReader.builder().ofNamedCsvRecord(body).forEach(row -> {
                    costs.add(row.getField("cost"));
                    adjusted.add(row.getField("adjustedCost"));
                });
            } else {
                body.lines()
                        .map(JsonMapper.shared()::readTree)
                        .filter(line -> !line.has("summary"))
                        .forEach(line -> {
                            costs.add(line.get("cost").asString());
                            adjusted.add(line.get("adjustedCost").asString());
                        });
            }
            assertThat(List.of((long) costs.size(), nanos(costs), nanos(adjusted)))
                    .as("%s of %s", format, day)
                    .isEqualTo(numbers("""
                            SELECT count(*), sum(cost_nanos), sum(cost_nanos + coalesce((SELECT sum(nanos) FROM keyway.usage_adjustment a
                                WHERE a.event_id = e.id), 0)) FROM keyway.usage_event e WHERE at >= '%1$s' AND at < '%1$s'::timestamptz + interval '1 day'""".formatted(day + "T00:00:00Z")));
        }
    }

    /** The rows of each day add up to its facts. */
    @Test
    void theFinOpsExport() {
        for (LocalDate day = LocalDate.of(2026, 9, 29);
                day.isBefore(LocalDate.of(2026, 11, 3));
                day = day.plusDays(1)) {
            List<String> costs = new ArrayList<>();
            CsvReader.builder()
                    .ofNamedCsvRecord(owner.get("/api/v1/usage/export/focus?from=%sT00:00:00Z&to=%sT00:00:00Z"
                                    .formatted(day, day.plusDays(1)))
                            .expect(200)
                            .raw())
                    .forEach(row -> costs.add(row.getField("BilledCost")));
            assertThat(List.of(nanos(costs)))
                    .as("FOCUS of %s", day)
                    .isEqualTo(numbers(
                            "SELECT sum(nanos) FROM facts WHERE admitted_at >= '%1$s' AND admitted_at < '%1$s'::timestamptz + interval '1 day'"
                                    .formatted(day + "T00:00:00Z")));
        }
    }

    /** Months of statements go by the date of a record, which is that of the tenant's zone. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-09", "2026-10", "2026-11"})
    void statements(String month) {
        for (UUID tenant : List.of(world.tenant(), world.foreignTenant())) {
            JsonNode statement = owner.get("/api/v1/statements/%s/%s".formatted(tenant, month))
                    .expect(200)
                    .json();
            String where = "tenant_id = '%s' AND date_trunc('month', date) = '%s-01'".formatted(tenant, month);
            assertThat(List.of(
                            statement.get("requests").asLong(),
                            nanos(List.of(statement.get("usage").asString())),
                            nanos(statement
                                    .get("teams")
                                    .valueStream()
                                    .map(team -> team.get("usage").asString())
                                    .toList())))
                    .as("%s in %s", tenant, month)
                    .isEqualTo(numbers(
                            "SELECT coalesce(sum(requests) FILTER (WHERE kind = 'REQUEST'), 0), coalesce(sum(cost_nanos), 0), coalesce(sum(cost_nanos), 0) FROM keyway.usage_event WHERE "
                                    + where));
        }
    }

    private static List<Long> numbers(String query) {
        return server.sql()
                .sql(query)
                .query((row, n) -> {
                    List<Long> numbers = new ArrayList<>();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        numbers.add(row.getLong(column));
                    }
                    return numbers;
                })
                .single();
    }

    private static long nanos(List<String> dollars) {
        return dollars.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .movePointRight(9)
                .longValueExact();
    }

    private static void compare(String dimension, String range, String filter) {
        String query = filter.replace("TEAM", world.team().toString())
                .replace("TENANT", world.tenant().toString());
        String[] ends = range.split(" ", -1);
        String time = ends.length < 2 ? "true" : "at >= '%s' AND at < '%s'".formatted(ends[0], ends[1]);
        String asked = ends.length < 2 ? "" : "&from=%s&to=%s".formatted(ends[0], ends[1]);
        JsonNode summary = summary("groupBy=" + dimension + query + asked);
        List<String> found = new ArrayList<>();
        summary.get("items").forEach(item -> found.add("all " + group(item, dimension) + told(item)));
        String condition = condition(query);
        assertThat(found)
                .as("%s by %s of %s", query, dimension, range)
                .containsExactlyInAnyOrderElementsOf(plain(dimension, "concat('all')", time + condition));
        assertThat(summary.get("items")
                        .valueStream()
                        .mapToLong(GoldenSumsIT::nanos)
                        .sum())
                .isEqualTo(nanos(summary.get("total")));
    }

    private static String condition(String query) {
        StringBuilder sql = new StringBuilder();
        for (String part : query.split("&", -1)) {
            String[] pair = part.split("=", 2);
            sql.append(
                    switch (pair[0]) {
                        case "team" -> " AND team_id = '%s'".formatted(pair[1]);
                        case "tenant" -> " AND tenant_id = '%s'".formatted(pair[1]);
                        case "model" -> " AND model = '%s'".formatted(pair[1]);
                        case "alias" -> " AND alias = '%s'".formatted(pair[1]);
                        case "outcome" -> " AND outcome = '%s'".formatted(pair[1]);
                        case "tag" -> " AND tags ->> '%s' = '%s'".formatted((Object[]) pair[1].split("=", 2));
                        default -> "";
                    });
        }
        return sql.toString();
    }

    private static String bucket(String interval, String zone) {
        String begin = switch (interval) {
            case "quarter" -> "date_bin('15 minutes', at, '2000-01-01Z')";
            case "hour" ->
                "date_bin('1 hour', at, '2000-01-01 00:%s:00Z')".formatted(zone.equals(KATHMANDU) ? "15" : "00");
            default -> "date_trunc('%s', at, '%s')".formatted(interval, zone);
        };
        return "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')".formatted(begin);
    }

    private static List<String> plain(String dimension, String bucket, String condition) {
        boolean supply = dimension.equals("key") || dimension.equals("account");
        String group = switch (dimension) {
            case "model" -> "model";
            case "alias" -> "alias";
            case "outcome" -> "outcome";
            case "errorOrigin" -> "error_origin";
            case "user" -> "user_hash";
            case "tag:feature" -> "tags ->> 'feature'";
            case "tag:label:centre" -> "tags ->> 'label:centre'";
            default -> dimension + "_id::text";
        };
        return server.sql()
                .sql("""
                        SELECT %1$s || ' ' || coalesce(%2$s, '') || %6$s
                        FROM (SELECT *, %4$s AS at FROM facts WHERE %3$s OR admitted_at IS NOT NULL) AS facts
                        WHERE at IS NOT NULL AND %5$s GROUP BY %1$s, %2$s""".formatted(
                                bucket,
                                group,
                                supply,
                                supply ? "attempted_at" : "admitted_at",
                                condition,
                                TOLD.formatted(supply ? "'null'" : "sum(requests)::text")))
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static String group(JsonNode item, String dimension) {
        boolean ids =
                List.of("tenant", "team", "token", "provider", "account", "key").contains(dimension);
        return ids && !item.get("id").isNull()
                ? item.get("id").asString()
                : ids ? "" : item.get("name").asString();
    }

    private static String told(JsonNode sums) {
        long origins = sums.get("errorOrigins")
                .valueStream()
                .mapToLong(JsonNode::asLong)
                .sum();
        long failed = sums.get("errorClasses")
                .valueStream()
                .mapToLong(JsonNode::asLong)
                .sum();
        return " requests=%s errors=%d refused=%d origins=%d attempts=%d input=%d image=%d failed=%d cost=%d"
                .formatted(
                        sums.get("requests"),
                        sums.get("errors").asLong(0),
                        sums.get("refused").asLong(0),
                        origins,
                        sums.get("attempts").asLong(),
                        sums.at("/units/input").asLong(0),
                        sums.at("/units/image").asLong(0),
                        failed,
                        nanos(sums));
    }

    private static long nanos(JsonNode sums) {
        return new BigDecimal(sums.get("cost").asString()).movePointRight(9).longValueExact();
    }

    private static long sum(JsonNode points) {
        return points.valueStream().mapToLong(GoldenSumsIT::nanos).sum();
    }

    private static JsonNode summary(String query) {
        return owner.get("/api/v1/usage/summary?" + query).expect(200).json();
    }
}
