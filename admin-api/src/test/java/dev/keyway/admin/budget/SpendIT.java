package dev.keyway.admin.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.alert.WebhookPage;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.control.SpendView;
import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.control.WindowSpend;
import dev.keyway.contract.usage.UsageOwner;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gateways report what they spend, and are granted no more than there is. */
class SpendIT {

    private static final AdminServer SERVER = AdminServer.start();
    private static final long DOLLAR = 1_000_000_000;

    private final Api admin = SERVER.owner();
    private final World world = World.in(SERVER);
    private final UsageOwner owner =
            new UsageOwner(world.tenant(), "Acme", world.team(), "search", UUID.randomUUID(), "batch");

    @BeforeAll
    static void somebodyIsTold() {
        SERVER.owner()
                .post(
                        "/api/v1/alert-channels",
                        "{\"name\": \"m\", \"kind\": \"WEBHOOK\", \"target\": \"https://8.8.8.8/hook\", \"events\": [\"BUDGET_HARD\"]}")
                .expect(201);
    }

    @BeforeEach
    void othersAreAway() {
        SERVER.clock().advance(Duration.ofSeconds(41));
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aGatewayAloneIsGrantedAllThatIsLeft() {
        Spender gateway = gateway();
        budget("3.00");
        WindowSpend first = gateway.report();
        assertThat(first.ceilingNanos()).isEqualTo(3 * DOLLAR);
        assertThat(first.bookedNanos() + first.bookedHereNanos() + first.grantedElsewhereNanos())
                .isZero();
        assertThat(gateway.spend(2 * DOLLAR)).isTrue();
        gateway.ship();
        WindowSpend next = gateway.report();
        assertThat(next.bookedNanos()).isEqualTo(2 * DOLLAR);
        assertThat(next.bookedHereNanos()).isEqualTo(2 * DOLLAR);
        assertThat(next.ceilingNanos()).isEqualTo(3 * DOLLAR);
        assertThat(gateway.spend(2 * DOLLAR)).isFalse();
        assertThat(gateway.report().ceilingNanos()).isEqualTo(3 * DOLLAR);
    }

    @Test
    void aBudgetBeginsWithWhatWasSpentBeforeItAndItsGrantsCountFromThenOn() {
        Spender gateway = gateway();
        gateway.log().ship(List.of(gateway.event(DOLLAR)));
        budget("3.00");
        WindowSpend first = gateway.report();
        assertThat(first.bookedNanos()).isEqualTo(DOLLAR);
        assertThat(first.bookedHereNanos()).isZero();
        assertThat(first.ceilingNanos()).isEqualTo(2 * DOLLAR);
    }

    @Test
    void withoutAHardBudgetThereIsNoCeilingButWhatIsBookedIsTold() {
        Spender gateway = gateway();
        admin.post(world.teamPath() + "/budgets", "{\"period\": \"DAY\", \"amount\": \"3\", \"hard\": false}")
                .expect(201);
        assertThat(gateway.report().ceilingNanos()).isNull();
        gateway.log().ship(List.of(gateway.event(DOLLAR)));
        WindowSpend spend = gateway.report();
        assertThat(spend.ceilingNanos()).isNull();
        assertThat(spend.bookedNanos()).isEqualTo(DOLLAR);
        assertThat(spend.bookedHereNanos()).isEqualTo(DOLLAR);
    }

    @Test
    void whatOneHasIsNotGrantedToAnotherUntilItGaveItBack() {
        budget("10.00");
        Spender first = gateway();
        spendOne(first);
        Spender second = gateway();
        assertThat(second.report().ceilingNanos()).isZero();
        assertThat(second.spend(2 * DOLLAR)).isFalse();
        WindowSpend none = second.report();
        assertThat(none.ceilingNanos()).isZero();
        assertThat(none.grantedElsewhereNanos()).isEqualTo(9 * DOLLAR);

        assertThat(first.report().ceilingNanos()).as("asked to give back").isEqualTo(8 * DOLLAR);
        assertThat(outstanding()).as("not given back yet").isEqualTo(9 * DOLLAR);
        first.report();
        assertThat(outstanding()).isEqualTo(7 * DOLLAR);
        assertThat(second.report().ceilingNanos()).isEqualTo(2 * DOLLAR);
        assertThat(second.spend(2 * DOLLAR)).isTrue();
    }

    @Test
    void aReportThatWasOvertakenGivesNothingBack() {
        budget("10.00");
        Spender gateway = gateway();
        gateway.report();
        Spender second = gateway();
        second.spend(2 * DOLLAR);
        second.report();
        long before = Objects.requireNonNull(gateway.answered());
        WindowReport old = spending(gateway.window(), "TEAM", 0, null);
        gateway.report();
        gateway.post(List.of(lowered(old, DOLLAR)), before).expect(200);
        assertThat(outstanding()).isEqualTo(10 * DOLLAR);
        gateway.post(List.of(lowered(old, DOLLAR)), before + 2).expect(200);
        assertThat(outstanding()).isEqualTo(DOLLAR);
    }

    @Test
    void aLoweredBudgetIsAskedBackAndARaiseIsGranted() {
        String budget = budget("10.00");
        Spender gateway = gateway();
        gateway.report();
        assertThat(gateway.spend(4 * DOLLAR)).isTrue();
        gateway.ship();
        patch(budget, "{\"amount\": \"6.00\"}");
        assertThat(gateway.report().ceilingNanos()).isEqualTo(6 * DOLLAR);
        gateway.report();
        assertThat(outstanding()).isEqualTo(2 * DOLLAR);
        patch(budget, "{\"amount\": \"3.00\"}");
        assertThat(gateway.report().ceilingNanos()).isEqualTo(4 * DOLLAR);
        gateway.report();
        assertThat(outstanding()).isZero();
        admin.post(
                        budget + "/raises",
                        "{\"amount\": \"2.00\", \"until\": \"%s\"}"
                                .formatted(SERVER.clock().instant().plusSeconds(30)))
                .expect(200);
        assertThat(gateway.report().ceilingNanos()).isEqualTo(5 * DOLLAR);
        SERVER.clock().advance(Duration.ofSeconds(31));
        assertThat(gateway.report().ceilingNanos()).isEqualTo(4 * DOLLAR);
    }

    @Test
    void aBudgetThatIsDeletedAndCreatedAgainKnowsWhatWasSpent() {
        String budget = budget("10.00");
        Spender gateway = gateway();
        gateway.report();
        assertThat(gateway.spend(4 * DOLLAR)).isTrue();
        admin.delete(budget).expect(204);
        assertThat(gateway.report().ceilingNanos()).isNull();
        budget("5.00");
        gateway.report();
        assertThat(gateway.report().ceilingNanos()).isEqualTo(5 * DOLLAR);
        gateway.ship();
        assertThat(gateway.report().ceilingNanos()).isEqualTo(5 * DOLLAR);
        assertThat(gateway.report().bookedHereNanos()).isEqualTo(4 * DOLLAR);
    }

    @Test
    void aCallThatCostMoreThanItHeldIsTakenFromWhatIsLeft() {
        budget("10.00");
        Spender first = gateway();
        spendOne(first);
        Spender second = gateway();
        second.spend(3 * DOLLAR);
        second.report();
        first.report();
        first.report();
        assertThat(second.report().ceilingNanos()).isEqualTo(3 * DOLLAR);
        WindowReport over = new WindowReport(
                "TEAM", owner.teamId(), "DAY", second.today(), 3 * DOLLAR, 5 * DOLLAR, 0, 0, 5 * DOLLAR, null);
        second.post(List.of(over)).expect(200);
        assertThat(first.report().grantedElsewhereNanos()).isEqualTo(5 * DOLLAR);
        first.report();
        assertThat(outstanding())
                .as("of 9, of which the second has spent 5 with a grant of 3")
                .isLessThanOrEqualTo(7 * DOLLAR);
    }

    /** Reports and batches of four logs at once; the sums are those of one after the other. */
    @Test
    void concurrentReportsAndBatchesStayWithinTheBudget() throws Exception {
        budget("10.00");
        List<Spender> gateways = Stream.generate(this::gateway).limit(4).toList();
        gateways.forEach(Spender::report);
        List<Callable<Boolean>> work = gateways.stream()
                .<Callable<Boolean>>map(gateway -> () -> {
                    for (int i = 0; i < 50; i++) {
                        boolean unused = gateway.spend(20_000_000) && gateway.spend(30_000_000);
                        gateway.ship();
                        gateway.report();
                        assertThat(bound()).isLessThanOrEqualTo(10 * DOLLAR);
                    }
                    return true;
                })
                .toList();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> done : executor.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
        long spent = gateways.stream().mapToLong(Spender::spent).sum();
        assertThat(spent).isPositive();
        for (Spender gateway : gateways) {
            WindowSpend last = gateway.report();
            assertThat(last.bookedNanos()).isEqualTo(spent);
            assertThat(last.bookedHereNanos()).isEqualTo(gateway.spent());
        }
        assertThat(bound()).isLessThanOrEqualTo(10 * DOLLAR);
    }

    @Test
    void twoThatWantAllOfManyWindowsAtOnceAreGrantedItOnce() throws Exception {
        budget("10.00");
        Spender first = gateway();
        Spender second = gateway();
        for (int round = 0; round < 5; round++) {
            LocalDate from = first.today().plusDays(round * 200L);
            List<WindowReport> windows = IntStream.range(0, 200)
                    .mapToObj(day -> wanting(world.team(), from.plusDays(day), 10 * DOLLAR))
                    .toList();
            List<WindowReport> backwards = windows.reversed();
            Thread others =
                    Thread.ofVirtual().start(() -> second.post(backwards).expect(200));
            first.post(windows).expect(200);
            others.join();
        }
        assertThat(SERVER.sql().sql("""
                                SELECT concat_ws(' ', count(*), min(granted), max(granted)) FROM (
                                    SELECT sum(granted_nanos) AS granted FROM keyway.spend_grant
                                    WHERE scope_id = ? GROUP BY window_start) AS windows""").param(world.team()).query(String.class).single())
                .isEqualTo("1000 %1$d %1$d", 10 * DOLLAR);
    }

    /** Rows of grants are made while batches of the same log are booked: each event counts from the row on, once. */
    @Test
    void aFirstReportDuringABatchMissesNoEvent() throws Exception {
        for (int i = 0; i < 30; i++) {
            Spender gateway = gateway();
            WindowReport first = of(world.team(), "DAY", gateway.today());
            Thread ships =
                    Thread.ofVirtual().start(() -> gateway.log().ship(List.of(gateway.event(7), gateway.event(4))));
            SpendView view = Spender.view(gateway.post(List.of(first)));
            ships.join();
            long here = Spender.view(gateway.post(List.of(first)))
                    .windows()
                    .getFirst()
                    .bookedHereNanos();
            assertThat(here).isEqualTo(view.mark() == 0 ? 11 : 0);
        }
    }

    @Test
    void amountsAndMarkAreOfOneMoment() throws Exception {
        budget("10.00");
        Spender gateway = gateway();
        gateway.report();
        Thread ships = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 40; i++) {
                gateway.log().ship(List.of(gateway.event(1_000)));
            }
        });
        while (ships.isAlive()) {
            SpendView view = Spender.view(gateway.post(List.of(gateway.window()), null));
            assertThat(view.windows().getFirst().bookedHereNanos()).isEqualTo(view.mark() * 1_000);
        }
        ships.join();
    }

    @Test
    void whatIsNotThereIsLeftOutAndAnEmptyReportIsAnswered() {
        Spender gateway = gateway();
        WindowReport unknown = of(UUID.randomUUID(), "DAY", gateway.today());
        SpendView view = Spender.view(gateway.post(List.of(unknown, gateway.window())));
        assertThat(view.windows()).hasSize(1);
        assertThat(view.windows().getFirst().scopeId()).isEqualTo(owner.teamId());
        Spender other = gateway();
        SpendView empty = Spender.view(other.post(List.of()));
        assertThat(empty.windows()).isEmpty();
        assertThat(empty.gateways()).isEqualTo(2);
        other.signOff();
        assertThat(Spender.view(gateway.post(List.of())).gateways()).isOne();
    }

    @Test
    void theFirstRefusalOfABudgetInAWindowIsToldOnce() {
        String budget = budget("1.00");
        Spender first = gateway();
        Spender second = gateway();
        first.report();
        first.refuse("insufficient_quota");
        first.report();
        first.report();
        second.refuse("budget_reserved");
        second.report();
        List<String> told = told(budget);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst()).contains("insufficient_quota", "\"limit\":\"1.00\"");
        WebhookPage.requireLike(told.getFirst());
    }

    @Test
    void aBudgetThatIsMadeAgainInItsWindowIsToldAgain() {
        String before = budget("1.00");
        Spender gateway = gateway();
        gateway.refuse("insufficient_quota");
        gateway.report();
        admin.delete(before).expect(204);
        gateway.report();
        String again = budget("2.00");
        gateway.report();
        gateway.report();
        assertThat(told(before)).hasSize(1);
        assertThat(told(again)).singleElement().asString().contains("\"limit\":\"2.00\"");
    }

    @Test
    void aRefusalWithoutAHardBudgetDoesNotHideALaterOne() {
        Spender gateway = gateway();
        gateway.refuse("insufficient_quota");
        gateway.report();
        gateway.refuse(null);
        gateway.report();
        String budget = budget("1.00");
        gateway.report();
        assertThat(told(budget)).isEmpty();
        gateway.refuse("insufficient_quota");
        gateway.report();
        assertThat(told(budget)).hasSize(1);
    }

    /** Which of a report's refusals are new is asked once for all of them. */
    @Test
    void eachBudgetOfAReportIsToldByItself() {
        Spender gateway = gateway();
        LocalDate today = gateway.today();
        LocalDate month = today.withDayOfMonth(1);
        String day = budget("1.00");
        WindowReport daily = spending(of(world.team(), "DAY", today), "TEAM", 0, "insufficient_quota");
        gateway.post(List.of(daily)).expect(200);
        String monthly = admin.post(world.teamPath() + "/budgets", "{\"period\": \"MONTH\", \"amount\": \"1.00\"}")
                .expect(201)
                .header("Location");
        WindowReport ofMonth = spending(of(world.team(), "MONTH", month), "TEAM", 0, "insufficient_quota");
        gateway.post(List.of(daily, ofMonth)).expect(200);
        gateway.post(List.of(daily, ofMonth)).expect(200);
        assertThat(told(day)).hasSize(1);
        assertThat(told(monthly)).singleElement().asString().contains("for the month from " + month);
    }

    @Test
    void onlyTheLiveInstanceReports() {
        Spender gateway = gateway();
        UUID next = UUID.randomUUID();
        SERVER.clock().advance(Duration.ofSeconds(41));
        gateway.register(next, 1, new TestLog(gateway.api())).expect(200);
        assertThat(gateway.post(List.of()).expect(409).text("code")).isEqualTo("gateway_running");
        Spender ended = gateway();
        ended.signOff();
        ended.post(List.of(ended.window())).expect(409);
        assertThat(Spender.view(gateway().post(List.of())).gateways()).isEqualTo(2);
    }

    @Test
    void whatIsWrongIsNamed() {
        Spender gateway = gateway();
        LocalDate monday = LocalDate.of(2026, 11, 23);
        refused(gateway, of(world.team(), "WEEK", monday.plusDays(1)), "windows[0].windowStart");
        refused(gateway, of(world.team(), "MONTH", monday), "windows[0].windowStart");
        refused(gateway, of(world.team(), "TOTAL", monday), "windows[0].windowStart");
        refused(gateway, of(world.team(), "YEAR", monday), "windows[0].period");
        WindowReport good = of(world.team(), "WEEK", monday);
        refused(gateway, spending(good, "TEAM", -1, null), "windows[0].spentNanos");
        refused(gateway, spending(good, "TEAM", Long.MAX_VALUE, null), "windows[0].spentNanos");
        refused(gateway, spending(good, "ORG", 1, null), "windows[0].scope");
        refused(gateway, spending(good, "TEAM", 1, "Spent!"), "windows[0].refusal");
        assertThat(gateway.post(List.of(good, good)).expect(400).text("errors/0/field"))
                .isEqualTo("windows[1]");
        gateway.post(Collections.nCopies(2_001, good)).expect(400);
        gateway.api().post("/gateway/v1/spend", "{\"contract\": 1}").expect(400);
        gateway.api()
                .post(
                        "/gateway/v1/spend",
                        "{\"contract\": 1, \"logId\": \"%s\", \"windows\": [null]}".formatted(UUID.randomUUID()))
                .expect(400);
        gateway.api().post("/gateway/v1/spend", "[]").expect(400);
        assertThat(gateway.api()
                        .post("/gateway/v1/spend", "{\"contract\": 2, \"logId\": \"%s\"}".formatted(UUID.randomUUID()))
                        .expect(409)
                        .text("code"))
                .isEqualTo("contract_unknown");
    }

    /** The bodies of the alerts that a hard budget has refused. */
    private static List<String> told(String budget) {
        return SERVER.sql()
                .sql("SELECT body FROM keyway.alert_outbox WHERE event = 'budget_hard' AND occasion LIKE ?")
                .param("budget " + budget.substring(budget.lastIndexOf('/') + 1) + "%")
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** Has the whole budget, of which one dollar is booked. */
    private static void spendOne(Spender gateway) {
        gateway.report();
        assertThat(gateway.spend(DOLLAR)).isTrue();
        gateway.ship();
        gateway.report();
    }

    private static void refused(Spender gateway, WindowReport window, String field) {
        assertThat(gateway.post(List.of(window)).expect(400).text("errors/0/field"))
                .isEqualTo(field);
    }

    private static WindowReport of(UUID team, String period, LocalDate start) {
        return new WindowReport("TEAM", team, period, start, null, 0, 0, 0, 0, null);
    }

    private static WindowReport wanting(UUID team, LocalDate start, long nanos) {
        return new WindowReport("TEAM", team, "DAY", start, null, 0, 0, nanos, 0, null);
    }

    private static WindowReport spending(WindowReport window, String scope, long spent, @Nullable String refusal) {
        return new WindowReport(
                scope, window.scopeId(), window.period(), window.windowStart(), null, spent, 0, 0, 0, refusal);
    }

    private static WindowReport lowered(WindowReport window, long ceiling) {
        return new WindowReport(
                window.scope(), window.scopeId(), window.period(), window.windowStart(), ceiling, 0, 0, 0, 0, null);
    }

    private Spender gateway() {
        return new Spender(SERVER, owner);
    }

    /** A hard budget of the team for each day; its path. */
    private String budget(String dollars) {
        return admin.post(world.teamPath() + "/budgets", "{\"period\": \"DAY\", \"amount\": \"%s\"}".formatted(dollars))
                .expect(201)
                .header("Location");
    }

    private void patch(String budget, String patch) {
        Answer before = admin.get(budget).expect(200);
        admin.patch(budget, before.etag(), patch).expect(200);
    }

    /** What is booked, and all that is granted beyond it. */
    private long bound() {
        return SERVER.sql()
                .sql("""
                        SELECT (SELECT nanos FROM keyway.spend WHERE scope_id = ? AND period = 'DAY')
                            + sum(greatest(granted_nanos - booked_nanos, 0)) FROM keyway.spend_grant WHERE scope_id = ?""")
                .params(world.team(), world.team())
                .query(Long.class)
                .single();
    }

    private long outstanding() {
        return SERVER.sql()
                .sql("SELECT sum(greatest(granted_nanos - booked_nanos, 0)) FROM keyway.spend_grant WHERE scope_id = ?")
                .param(world.team())
                .query(Long.class)
                .single();
    }
}
