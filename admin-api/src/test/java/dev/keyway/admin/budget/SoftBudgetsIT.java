package dev.keyway.admin.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.alert.WebhookPage;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each threshold of a budget that booked spend passes is told once in a window. No gateway reports anything here. */
class SoftBudgetsIT {

    private static final AdminServer SERVER = AdminServer.start();
    private static final AdminServer REPLICA = SERVER.replica(Map.of());
    private static final long DOLLAR = 1_000_000_000;

    private final Api admin = SERVER.owner();
    private final World world = World.in(SERVER);
    private final UsageOwner owner =
            new UsageOwner(world.tenant(), "Acme", world.team(), "search", UUID.randomUUID(), "batch");
    private final TestEvents events = new TestEvents(new Random(), 1);
    private final TestLog log = TestLog.on(SERVER);
    private final Instant now = SERVER.clock().instant();
    private final LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);

    @BeforeAll
    static void somebodyIsTold() {
        SERVER.owner()
                .post(
                        "/api/v1/alert-channels",
                        "{\"name\": \"m\", \"kind\": \"WEBHOOK\", \"target\": \"https://8.8.8.8/hook\", \"events\": [\"BUDGET_SOFT\"]}")
                .expect(201);
    }

    @AfterAll
    static void stop() {
        REPLICA.close();
        SERVER.close();
    }

    @Test
    void eachThresholdIsToldOnceWhicheverReplicaLooks() {
        String budget = budget("MONTH", "10.00", "[50, 80]");
        spend(today, 499 * DOLLAR / 100);
        look();
        assertThat(told(budget)).isEmpty();
        spend(today, DOLLAR / 100);
        look();
        assertThat(told(budget)).containsExactly("50 " + today.withDayOfMonth(1));
        spend(today, 4 * DOLLAR);
        look();
        look();
        assertThat(told(budget))
                .containsExactlyInAnyOrder("50 " + today.withDayOfMonth(1), "80 " + today.withDayOfMonth(1));
        WebhookPage.requireLike(body(budget));
    }

    @Test
    void aThresholdThatIsPassedAgainAfterARaiseIsNotToldAgain() {
        String budget = budget("DAY", "10.00", "[80]");
        spend(today, 8 * DOLLAR);
        look();
        assertThat(told(budget)).containsExactly("80 " + today);
        admin.post(budget + "/raises", "{\"amount\": \"10\", \"until\": \"%s\"}".formatted(now.plusSeconds(86_400)))
                .expect(200);
        int unused = SERVER.sql()
                .sql("DELETE FROM keyway.alert_outbox WHERE occasion LIKE ?")
                .param("budget " + id(budget) + "%")
                .update();
        spend(today, 9 * DOLLAR);
        look();
        assertThat(told(budget)).as("not even when the outbox has forgotten it").isEmpty();
    }

    @Test
    void aRaiseMovesTheThreshold() {
        String budget = budget("DAY", "10.00", "[80]");
        admin.post(budget + "/raises", "{\"amount\": \"10\", \"until\": \"%s\"}".formatted(now.plusSeconds(86_400)))
                .expect(200);
        spend(today, 15 * DOLLAR);
        look();
        assertThat(told(budget)).isEmpty();
        spend(today, DOLLAR);
        look();
        assertThat(told(budget)).containsExactly("80 " + today);
    }

    @Test
    void aBudgetIsToldOfWhatWasSpentBeforeIt() {
        spend(today, 9 * DOLLAR);
        look();
        String budget = budget("TOTAL", "10.00", "[80]");
        SERVER.clock().advance(Duration.ofSeconds(61));
        look();
        assertThat(told(budget)).containsExactly("80 1970-01-01");
    }

    @Test
    void usageOfYesterdayThatComesLateIsToldForYesterday() {
        String budget = budget("DAY", "10.00", "[80]");
        LocalDate yesterday = today.minusDays(1);
        spend(yesterday, 9 * DOLLAR);
        look();
        assertThat(told(budget)).as("there was no budget yesterday").isEmpty();
        int unused = SERVER.sql()
                .sql("UPDATE keyway.budget_policy SET created_at = created_at - interval '2 days' WHERE id = ?")
                .param(id(budget))
                .update();
        spend(yesterday, 1);
        look();
        assertThat(told(budget)).containsExactly("80 " + yesterday);
    }

    private static void look() {
        SERVER.bean(SoftBudgets.class).look();
        REPLICA.bean(SoftBudgets.class).look();
    }

    private void spend(LocalDate date, long nanos) {
        UsageEvent event = events.request(
                events.id(now), owner, now, date, "COMPLETED", List.of(events.attempt(1, now, nanos, null)));
        log.ship(List.of(event));
    }

    private String budget(String period, String amount, String thresholds) {
        return admin.post(
                        world.teamPath() + "/budgets",
                        "{\"period\": \"%s\", \"amount\": \"%s\", \"hard\": false, \"softThresholds\": %s}"
                                .formatted(period, amount, thresholds))
                .expect(201)
                .header("Location");
    }

    private static List<String> told(String budget) {
        String about = "budget %s soft ".formatted(id(budget));
        return SERVER.sql()
                .sql("SELECT occasion FROM keyway.alert_outbox WHERE event = 'budget_soft' AND occasion LIKE ?")
                .param(about + "%")
                .query((row, n) -> row.getString(1).substring(about.length()))
                .list();
    }

    private static String body(String budget) {
        return SERVER.sql()
                .sql("SELECT body FROM keyway.alert_outbox WHERE occasion LIKE ? LIMIT 1")
                .param("budget %s soft %%".formatted(id(budget)))
                .query(String.class)
                .single();
    }

    private static UUID id(String budget) {
        return UUID.fromString(budget.substring(budget.lastIndexOf('/') + 1));
    }
}
