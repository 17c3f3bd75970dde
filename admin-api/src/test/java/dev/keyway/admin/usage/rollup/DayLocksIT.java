package dev.keyway.admin.usage.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.signin.Held;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.testkit.time.Awaiting;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usage is stored while days are summed or built again; late usage of a day that is built again waits. */
class DayLocksIT {

    private static final long NANOS = 4_711;

    private final ExecutorService others = Executors.newFixedThreadPool(2);
    private final AdminServer server = AdminServer.start();
    private final TestLog log = TestLog.on(server);
    private final TestEvents events = new TestEvents(new Random(162), 1);
    private final Instant now = server.clock().instant();
    private final LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    private final LocalDate day = today.minusDays(3);

    @BeforeEach
    void bookTheDay() {
        var unused = log.ship(List.of(completed(day)));
    }

    @AfterEach
    void stop() {
        others.shutdown();
        server.close();
    }

    @Test
    void onlyLateUsageWaitsForADayThatIsBuiltAgainAndIsInItsSumsOnce() throws Exception {
        spoil(day);
        CompletableFuture<Long> rebuilt;
        CompletableFuture<Integer> late;
        try (Held adjustments = Held.after(server, "LOCK TABLE keyway.usage_adjustment")) {
            rebuilt = CompletableFuture.supplyAsync(() -> rebuild(day), others);
            Awaiting.until("the rebuild", () -> Held.waitingForLocks(server) == 1);

            assertThat(log.ship(List.of(completed(today))).taken()).isEqualTo(1);
            assertThat(log.ship(List.of(completed(day.plusDays(1)))).taken()).isEqualTo(1);
            late = CompletableFuture.supplyAsync(
                    () -> log.ship(List.of(completed(day))).taken(), others);
            Awaiting.until("the late event", () -> Held.waitingForLocks(server) == 2);
            adjustments.commitOnce(rebuilt);
        }
        assertThat(rebuilt.get()).isPositive();
        assertThat(late.get()).isEqualTo(1);
        assertThat(consumerNanos(day)).isEqualTo(2 * NANOS);
        assertThat(consumerNanos(today)).isEqualTo(NANOS);
        assertThat(server.bean(RollupDays.class).compare(day, RollupDays.Then.REPORT))
                .contains(0L);
    }

    @Test
    void recordsAreNotDroppedUnderARebuildThatHasBegun() throws Exception {
        CompletableFuture<Long> rebuilt;
        try (Held writer = Held.after(server, "SELECT keyway.hold_usage_days(ARRAY[date '%s'])".formatted(day))) {
            rebuilt = CompletableFuture.supplyAsync(() -> rebuild(day), others);
            Awaiting.until("the rebuild", () -> Held.waitingForLocks(server) == 1);
            assertThatThrownBy(() -> {
                        try (Held dropping = Held.after(server, "LOCK TABLE keyway.usage_event NOWAIT")) {
                            dropping.connection().rollback();
                        }
                    })
                    .hasMessageContaining("could not obtain lock");
            writer.commitOnce(rebuilt);
        }
        assertThat(rebuilt.get()).isZero();
    }

    @Test
    void usageIsStoredWhileItsDayIsSummedAndTheDayIsSummedAgain() throws Exception {
        int before = server.bean(SummedDays.class).sumDue();
        assertThat(before).isPositive();
        assertThat(log.ship(List.of(completed(day))).taken()).isEqualTo(1);
        try (Held sums = Held.after(server, "LOCK TABLE keyway.usage_supply_utc_day")) {
            CompletableFuture<Integer> summed = CompletableFuture.supplyAsync(
                    () -> server.bean(SummedDays.class).sumDue(), others);
            Awaiting.until("the sum", () -> Held.waitingForLocks(server) == 1);
            assertThat(server.sql()
                            .sql("SELECT day FROM keyway.usage_day_summing")
                            .query(LocalDate.class)
                            .list())
                    .contains(day);
            assertThat(log.ship(List.of(completed(day))).taken()).isEqualTo(1);
            sums.commitOnce(summed);
            int unused = summed.get();
        }
        assertThat(isSummed(day)).as("changed meanwhile").isFalse();
        assertThat(server.bean(SummedDays.class).sumDue()).isEqualTo(1);
        assertThat(isSummed(day)).isTrue();
        assertThat(server.sql()
                        .sql("SELECT sum(cost_nanos) FROM keyway.usage_supply_utc_day WHERE day = ?")
                        .param(day)
                        .query(Long.class)
                        .single())
                .isEqualTo(3 * NANOS);
        assertThat(server.sql()
                        .sql("SELECT count(*) FROM keyway.usage_day_summing")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aDayThatFailsHoldsUpNeitherOthersNorTheChecksOfTheNight() {
        LocalDate other = day.plusDays(1);
        var unused = log.ship(List.of(completed(other)));
        spoil(day);
        spoil(other);
        ask(day, other).expect(202);
        server.database().execute("""
                CREATE FUNCTION keyway.fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''out of order''; END';
                CREATE TRIGGER fails BEFORE DELETE ON keyway.usage_consumer_day FOR EACH ROW WHEN (OLD.date = date '%s')
                EXECUTE FUNCTION keyway.fail()""".formatted(day));

        server.bean(RollupChecks.class).tend();

        assertThat(days("asked_at IS NOT NULL")).containsExactly(day);
        assertThat(days("rebuilt_at IS NOT NULL")).containsExactly(other);
        assertThat(days("checked_at IS NOT NULL")).contains(day, other);
    }

    @Test
    void rebuildsAndSumsMayTakeAnHour() {
        spoil(day);
        server.database().execute("""
                CREATE TABLE keyway.seen (job text, timeout text);
                CREATE FUNCTION keyway.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
                    'BEGIN INSERT INTO keyway.seen VALUES (TG_TABLE_NAME, current_setting(''statement_timeout'')); RETURN NULL; END';
                CREATE TRIGGER notes AFTER DELETE ON keyway.usage_consumer_day FOR EACH STATEMENT EXECUTE FUNCTION keyway.note();
                CREATE TRIGGER notes AFTER DELETE ON keyway.usage_supply_utc_day FOR EACH STATEMENT EXECUTE FUNCTION keyway.note()""");
        assertThat(rebuild(day)).isPositive();
        assertThat(server.bean(SummedDays.class).sumDue()).isPositive();
        assertThat(server.sql()
                        .sql("SELECT DISTINCT job || ' ' || timeout FROM keyway.seen")
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactlyInAnyOrder("usage_consumer_day 1h", "usage_supply_utc_day 1h");
    }

    @Test
    void aDayThatUsageStillArrivesForIsNotBuiltAgain() {
        server.clock().set(today.atTime(0, 14, 59).toInstant(ZoneOffset.UTC));
        LocalDate tooEarly = today.minusDays(2);
        assertThat(ask(tooEarly, tooEarly).expect(400).text("detail"))
                .contains("from")
                .contains("must be from 2000-01-01 to " + day)
                .contains("15 minutes after the end of the next day of UTC");
        assertThat(ask(day, tooEarly).expect(400).text("detail")).contains("must be at most " + day);
        ask(day, day).expect(202);

        server.sql()
                .sql("INSERT INTO keyway.usage_check (day, asked_at) VALUES (?, now())")
                .param(tooEarly)
                .update();
        assertThat(server.bean(RollupChecks.class).rebuildAsked()).isEqualTo(1);
        assertThat(days("asked_at IS NOT NULL")).containsExactly(tooEarly);
        server.clock().set(today.atTime(0, 15).toInstant(ZoneOffset.UTC));
        assertThat(server.bean(RollupChecks.class).rebuildAsked()).isEqualTo(1);
        ask(tooEarly, tooEarly).expect(202);
    }

    private UsageEvent completed(LocalDate date) {
        return events.completed(date.atTime(0, 5).toInstant(ZoneOffset.UTC), NANOS);
    }

    private long rebuild(LocalDate date) {
        return server.bean(RollupDays.class)
                .compare(date, RollupDays.Then.REPLACE)
                .orElseThrow();
    }

    private Answer ask(LocalDate from, LocalDate to) {
        return server.owner().post("/api/v1/usage/rebuilds", "{\"from\": \"%s\", \"to\": \"%s\"}".formatted(from, to));
    }

    private void spoil(LocalDate date) {
        assertThat(server.sql()
                        .sql("UPDATE keyway.usage_consumer_day SET cost_nanos = cost_nanos + 1 WHERE date = ?")
                        .param(date)
                        .update())
                .isEqualTo(1);
    }

    private long consumerNanos(LocalDate date) {
        return server.sql()
                .sql("SELECT sum(cost_nanos) FROM keyway.usage_consumer_day WHERE date = ?")
                .param(date)
                .query(Long.class)
                .single();
    }

    private boolean isSummed(LocalDate date) {
        return server.sql()
                .sql("SELECT EXISTS (SELECT FROM keyway.usage_utc_day WHERE day = ?)")
                .param(date)
                .query(Boolean.class)
                .single();
    }

    private List<LocalDate> days(String condition) {
        return server.sql()
                .sql("SELECT day FROM keyway.usage_check WHERE %s ORDER BY day".formatted(condition))
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .list();
    }
}
