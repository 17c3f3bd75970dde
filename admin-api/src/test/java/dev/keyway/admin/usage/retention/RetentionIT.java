package dev.keyway.admin.usage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.signin.Held;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Refusals and sums have retentions of their own. */
class RetentionIT {

    private static final long NANOS = 4_711;

    private final TestEvents events = new TestEvents(new Random(163), 1);

    @Test
    void refusalsAreDroppedBeforeTheRequestsOfTheirMonthAndTheirSumsStay() {
        try (AdminServer server = AdminServer.start(Map.of("keyway.usage.keep-refusal-months", "2"))) {
            Instant now = server.clock().instant();
            YearMonth month = YearMonth.from(LocalDate.ofInstant(now, ZoneOffset.UTC));
            TestLog log = TestLog.on(server);
            for (YearMonth arrival : List.of(month.minusMonths(3), month.minusMonths(2), month)) {
                Instant at = arrival.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
                ensure(server, arrival);
                server.clock().set(at);
                var unused = log.ship(List.of(
                        events.completed(at, NANOS),
                        events.refusal(events.owners().getFirst(), at, 3)));
            }
            server.clock().set(now);

            server.bean(OldRefusals.class).tend();

            assertThat(records(server, "REFUSAL")).isEqualTo(2);
            assertThat(records(server, "REQUEST")).isEqualTo(3);
            assertThat(count(server, "SELECT sum(refused) FROM keyway.usage_consumer_day"))
                    .isEqualTo(9);
            assertThat(server.sql()
                            .sql("SELECT month FROM keyway.dropped_refusals")
                            .query((row, n) -> row.getObject(1, LocalDate.class))
                            .list())
                    .containsExactly(month.minusMonths(3).atDay(1));
        }
    }

    @Test
    void refusalsAreNotDroppedWhileADayIsBuiltAgain() throws SQLException {
        try (AdminServer server = AdminServer.start()) {
            LocalDate old = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).minusMonths(3);
            String drop = "SELECT coalesce(keyway.drop_refusals(date '%s'), -1)".formatted(old);
            try (Held rebuild =
                    Held.after(server, "SELECT pg_advisory_xact_lock_shared(hashtext('keyway.usage.records'))")) {
                assertThat(count(server, drop)).isEqualTo(-1);
                rebuild.connection().rollback();
            }
            assertThat(count(server, drop)).isZero();
        }
    }

    @Test
    void sumsOfOldMonthsAreDroppedAndWhatWasSpentStays() {
        try (AdminServer server =
                AdminServer.start(Map.of("keyway.usage.keep-months", "1", "keyway.usage.keep-sum-months", "3"))) {
            LocalDate first = YearMonth.from(LocalDate.ofInstant(server.clock().instant(), ZoneOffset.UTC))
                    .minusMonths(3)
                    .atDay(1);
            TestLog log = TestLog.on(server);
            for (LocalDate day : List.of(first.minusDays(70), first.minusDays(1), first)) {
                var unused = log.ship(List.of(at(day)));
            }
            sum(server, first.minusDays(70), first.minusDays(1), first);
            assertThat(nanos(server)).containsOnly(3 * NANOS);

            server.bean(OldSums.class).tend();

            assertThat(nanos(server)).containsOnly(NANOS);
            assertThat(count(server, "SELECT count(*) FROM keyway.usage_latency_team"))
                    .isEqualTo(count(server, "SELECT count(*) FROM keyway.usage_latency_team_utc_day"));
            assertThat(count(server, "SELECT nanos FROM keyway.spend WHERE scope = 'TENANT' AND period = 'TOTAL'"))
                    .isEqualTo(3 * NANOS);
            assertThat(server.sql()
                            .sql("SELECT day FROM keyway.usage_utc_day WHERE day <= ?")
                            .param(first)
                            .query((row, n) -> row.getObject(1, LocalDate.class))
                            .list())
                    .containsExactly(first);
            var unused = log.ship(List.of(at(first.minusDays(1))));
            assertThat(nanos(server)).contains(2 * NANOS);
            server.bean(OldSums.class).tend();
            assertThat(nanos(server)).containsOnly(NANOS);
        }
    }

    @Test
    void sumsByUserAndTagAreDroppedWithTheRecords() {
        try (AdminServer server = AdminServer.start(Map.of("keyway.usage.keep-months", "2"))) {
            Instant now = server.clock().instant();
            YearMonth old =
                    YearMonth.from(LocalDate.ofInstant(now, ZoneOffset.UTC)).minusMonths(3);
            List<LocalDate> days = List.of(
                    old.atDay(7), old.plusMonths(1).atDay(1), old.plusMonths(1).atDay(2));
            TestLog log = TestLog.on(server);
            for (LocalDate day : days) {
                ensure(server, YearMonth.from(day));
                server.clock().set(day.atTime(12, 0).toInstant(ZoneOffset.UTC));
                var unused = log.ship(List.of(at(day)));
            }
            sum(server, days.toArray(LocalDate[]::new));
            server.clock().set(now);
            String summary = "/api/v1/usage/summary?groupBy=user&from=%sT00:00:00Z&to=%sT00:00:00Z"
                    .formatted(old.atDay(1), old.atDay(20));
            assertThat(server.owner().get(summary).text("items/0/requests")).isEqualTo("1");

            server.bean(UsageMonths.class).tend();
            server.bean(OldPersonalSums.class).tend();

            for (String table : List.of("usage_user_utc_day", "usage_tag_utc_day", "usage_recorded_day")) {
                assertThat(server.sql()
                                .sql("SELECT day FROM keyway." + table)
                                .query((row, n) -> row.getObject(1, LocalDate.class))
                                .list())
                        .as(table)
                        .containsExactly(days.getLast());
            }
            assertThat(server.owner().get(summary).json().get("items")).isEmpty();
            assertThat(server.owner()
                            .get(summary.replace("groupBy=user", "groupBy=team"))
                            .text("items/0/requests"))
                    .isEqualTo("1");
            assertThat(server.sql()
                            .sql("SELECT keyway.begin_usage_day(?)")
                            .param(days.getFirst())
                            .query(Boolean.class)
                            .single())
                    .as("a day without records is due")
                    .isFalse();
        }
    }

    @Test
    void byDefaultNothingIsDropped() {
        UsageSettings settings = new UsageSettings(0, 0, 0);
        try (AdminServer server = AdminServer.start()) {
            assertThat(server.bean(UsageSettings.class)).isEqualTo(settings);
        }
    }

    private UsageEvent at(LocalDate day) {
        return events.completed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), NANOS);
    }

    private static void sum(AdminServer server, LocalDate... days) {
        for (LocalDate day : days) {
            server.sql()
                    .sql("SELECT keyway.begin_usage_day(?)")
                    .param(day)
                    .query(Boolean.class)
                    .single();
            assertThat(server.sql()
                            .sql("SELECT keyway.sum_usage_day(?)")
                            .param(day)
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }

    /** Of each rollup with costs. */
    private static List<Long> nanos(AdminServer server) {
        return List.of(
                        "usage_outcome_quarter",
                        "usage_consumer_quarter",
                        "usage_supply_quarter",
                        "usage_consumer_day",
                        "usage_supply_day",
                        "usage_outcome_utc_day",
                        "usage_consumer_utc_day",
                        "usage_token_utc_day",
                        "usage_model_utc_day",
                        "usage_team_utc_day",
                        "usage_user_utc_day",
                        "usage_tag_utc_day",
                        "usage_tenant_utc_day",
                        "usage_supply_utc_day",
                        "usage_key_utc_day")
                .stream()
                .map(table -> count(server, "SELECT sum(cost_nanos) FROM keyway." + table))
                .toList();
    }

    private static long records(AdminServer server, String kind) {
        return count(server, "SELECT count(*) FROM keyway.usage_event WHERE kind = '%s'".formatted(kind));
    }

    private static long count(AdminServer server, String query) {
        return server.sql().sql(query).query(Long.class).single();
    }

    private static void ensure(AdminServer server, YearMonth month) {
        int unused = server.sql()
                .sql("""
                        SELECT keyway.ensure_months('usage_event', ?, 1) + keyway.ensure_months('usage_attempt', ?, 1)
                            + keyway.ensure_usage_ids(?, 1)""")
                .params(month.atDay(1), month.atDay(1), month.atDay(1))
                .query(Integer.class)
                .single();
    }
}
