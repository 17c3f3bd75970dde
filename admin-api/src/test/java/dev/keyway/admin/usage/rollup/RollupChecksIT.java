package dev.keyway.admin.usage.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.admin.usage.ingest.RecordedRollups;
import dev.keyway.contract.usage.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Rollups that differ from the records are found in the night, by one replica, and built again on request. */
class RollupChecksIT {

    private static final int EVENTS = 400;
    private static final List<String> PERSONAL = List.of("usage_user_utc_day", "usage_tag_utc_day");

    @Test
    void whatDiffersIsFoundOnceAndBuiltAgain() throws Exception {
        try (AdminServer server = AdminServer.start();
                AdminServer other = server.replica(Map.of())) {
            LocalDate today = LocalDate.ofInstant(server.clock().instant(), ZoneOffset.UTC);
            LocalDate first = today.minusDays(4);
            book(server, first.atStartOfDay(ZoneOffset.UTC).toInstant());
            Map<String, List<String>> booked = rollups(server);

            assertThat(checked(server, other)).isEqualTo(3);
            assertThat(differences(server)).containsOnly(0L).hasSize(3);
            assertThat(checked(server, other)).as("in the same night").isZero();

            for (String table : RecordedRollups.TABLES.keySet()) {
                spoil(server, table);
            }
            server.clock().advance(Duration.ofDays(1));
            var unused = server.bean(SummedDays.class).sumDue();
            assertThat(checked(server, other)).isEqualTo(3);
            assertThat(differences(server).stream().mapToLong(n -> n).sum())
                    .isGreaterThanOrEqualTo(RecordedRollups.TABLES.size());

            String body = "{\"from\": \"%s\", \"to\": \"%s\"}".formatted(first, first.plusDays(3));
            assertThat(server.owner()
                            .post("/api/v1/usage/rebuilds", body)
                            .expect(202)
                            .json()
                            .get("items"))
                    .hasSize(4);
            assertThat(twice(
                            server.bean(RollupChecks.class)::rebuildAsked,
                            other.bean(RollupChecks.class)::rebuildAsked))
                    .isEqualTo(4);
            assertThat(rollups(server)).isEqualTo(booked);
            assertThat(server.sql()
                            .sql(
                                    "SELECT count(*) FROM keyway.usage_utc_day JOIN keyway.usage_check USING (day) WHERE differences > 0")
                            .query(Long.class)
                            .single())
                    .as("days that were built again and are not summed again")
                    .isZero();
            assertThat(server.owner().get("/api/v1/usage/rebuilds").json().get("items"))
                    .allSatisfy(day -> assertThat(day.get("askedAt").isNull()).isTrue());
            server.clock().advance(Duration.ofDays(1));
            assertThat(checked(server, other)).isEqualTo(3);
            assertThat(differences(server)).containsOnly(0L);
        }
    }

    @Test
    void sumsByUserAndTagThatDifferAreFoundAndSummedAgain() throws Exception {
        try (AdminServer server = AdminServer.start()) {
            LocalDate today = LocalDate.ofInstant(server.clock().instant(), ZoneOffset.UTC);
            book(server, today.minusDays(4).atStartOfDay(ZoneOffset.UTC).toInstant());
            var unused = server.bean(SummedDays.class).sumDue();
            Map<String, List<String>> summed = rows(server, PERSONAL);
            assertThat(summed.values()).allSatisfy(rows -> assertThat(rows).hasSizeGreaterThan(3));
            assertThat(server.bean(RollupChecks.class).checkDue()).isEqualTo(3);
            assertThat(differences(server)).containsOnly(0L);

            PERSONAL.forEach(table -> spoil(server, table));
            LocalDate first = today.minusDays(4);
            server.clock().advance(Duration.ofDays(1));
            assertThat(server.bean(RollupChecks.class).checkDue()).isEqualTo(3);
            assertThat(differences(server).stream().mapToLong(n -> n).sum()).isEqualTo(4);

            String body = "{\"from\": \"%s\", \"to\": \"%s\"}".formatted(first, first.plusDays(2));
            unused = server.owner()
                    .post("/api/v1/usage/rebuilds", body)
                    .expect(202)
                    .json()
                    .size();
            assertThat(server.bean(RollupChecks.class).rebuildAsked()).isEqualTo(3);
            assertThat(server.bean(SummedDays.class).sumDue()).isPositive();
            assertThat(rows(server, PERSONAL)).isEqualTo(summed);
        }
    }

    @Test
    void daysWhoseRecordsWereDroppedStayAsTheyAre() {
        try (AdminServer server = AdminServer.start()) {
            LocalDate today = LocalDate.ofInstant(server.clock().instant(), ZoneOffset.UTC);
            book(server, today.minusDays(4).atStartOfDay(ZoneOffset.UTC).toInstant());
            Map<String, List<String>> booked = rollups(server);
            server.sql().sql("""
                            INSERT INTO keyway.usage_closing (month, scope, scope_id, tenant_id, nanos, requests, tokens)
                            SELECT date_trunc('month', ?::date), 'TENANT', uuidv7(), uuidv7(), 1, 1, 1""").param(today).update();
            server.sql().sql("DELETE FROM keyway.usage_event").update();

            assertThat(server.bean(RollupDays.class).compare(today.minusDays(3), RollupDays.Then.REPLACE))
                    .isEmpty();
            assertThat(rollups(server)).isEqualTo(booked);
        }
    }

    @Test
    void daysWhoseRefusalsWereDroppedStayAsTheyAre() {
        try (AdminServer server = AdminServer.start()) {
            LocalDate today = LocalDate.ofInstant(server.clock().instant(), ZoneOffset.UTC);
            book(server, today.minusDays(4).atStartOfDay(ZoneOffset.UTC).toInstant());
            Map<String, List<String>> booked = rollups(server);
            server.sql()
                    .sql("INSERT INTO keyway.dropped_refusals (month) VALUES (date_trunc('month', ?::date))")
                    .param(today)
                    .update();
            server.sql()
                    .sql("DELETE FROM keyway.usage_event WHERE kind = 'REFUSAL'")
                    .update();

            assertThat(server.bean(RollupDays.class).compare(today.minusDays(3), RollupDays.Then.REPLACE))
                    .isEmpty();
            assertThat(rollups(server)).isEqualTo(booked);
        }
    }

    /** Three days of all kinds of events, some of them adjusted. */
    private static void book(AdminServer server, Instant from) {
        Random random = new Random(132);
        TestEvents events = new TestEvents(random, 3);
        List<UsageEvent> booked = new ArrayList<>();
        for (int n = 0; n < EVENTS; n++) {
            Instant at = from.plusMillis(random.nextLong(Duration.ofDays(3).toMillis()));
            booked.add(n % 20 == 0 ? events.refusal(events.owners().getFirst(), at, 3) : events.any(at));
        }
        var unused = TestLog.on(server).ship(booked);
        booked.stream().filter(event -> event.costNanos() > 0).limit(20).forEach(event -> adjust(server, event));
    }

    private static void adjust(AdminServer server, UsageEvent event) {
        var unused = server.owner()
                .post(
                        "/api/v1/usage/requests/%s/adjustments".formatted(event.id()),
                        "{\"amount\": \"0.000000003\", \"reason\": \"an invoice\"}")
                .expect(201);
    }

    private static void spoil(AdminServer server, String table) {
        String count = table.equals("usage_latency_team")
                ? "requests"
                : table.equals("usage_latency_key") ? "attempts" : "cost_nanos";
        assertThat(server.sql()
                        .sql(
                                "UPDATE keyway.%1$s SET %2$s = coalesce(%2$s, 0) + 1 WHERE ctid = (SELECT ctid FROM keyway.%1$s LIMIT 1)"
                                        .formatted(table, count))
                        .update())
                .isEqualTo(1);
    }

    private static int checked(AdminServer one, AdminServer other) throws Exception {
        return twice(one.bean(RollupChecks.class)::checkDue, other.bean(RollupChecks.class)::checkDue);
    }

    private static int twice(Callable<Integer> one, Callable<Integer> other) throws Exception {
        try (ExecutorService replicas = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> done = List.of(replicas.submit(one), replicas.submit(other));
            return done.getFirst().get() + done.getLast().get();
        }
    }

    private static List<Long> differences(AdminServer server) {
        return server.sql()
                .sql("SELECT differences FROM keyway.usage_check WHERE checked_at IS NOT NULL")
                .query((row, n) -> row.getLong(1))
                .list();
    }

    private static Map<String, List<String>> rollups(AdminServer server) {
        return rows(server, RecordedRollups.TABLES.keySet());
    }

    private static Map<String, List<String>> rows(AdminServer server, Collection<String> tables) {
        Map<String, List<String>> rows = new TreeMap<>();
        tables.forEach(table -> rows.put(
                table,
                server.sql()
                        .sql("SELECT to_jsonb(t)::text FROM keyway.%s t ORDER BY 1".formatted(table))
                        .query((row, n) -> row.getString(1))
                        .list()));
        return rows;
    }
}
