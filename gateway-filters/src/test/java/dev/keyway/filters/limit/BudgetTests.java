package dev.keyway.filters.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Budget;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Budgets of one gateway, which has all that is left, and of one among others. */
class BudgetTests {

    private static final Instant RESET = Instant.parse("2026-04-01T00:00:00Z");

    private long nanos = Duration.ofHours(1).toNanos();
    private long sequence;
    private final TestClock clock = TestClock.at("2026-03-10T12:00:00Z");
    private final Ledger ledger = Ledger.ofRatesAndBudgets(() -> nanos, clock);
    private final TestBooks books = new TestBooks();
    private final TestLimits limits = new TestLimits();
    private final List<Ended> unshipped = new ArrayList<>();

    @BeforeEach
    void monthlyBudgetsOfAHundred() {
        for (Level level : Level.values()) {
            books.cap(level.name(), TestLimits.id(level), "MONTH", 100L);
        }
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void refusesWhenSpendIsExactlyTheCap(Level level) {
        Caller caller = known(level);
        spend(caller, 60, 60);
        spend(caller, 40, 40);

        assertThat(shortage(caller, 0)).isEqualTo(new Shortage.Spent(level, Period.MONTH, 100, 100, 0, RESET));
        ship();
        assertThat(shortage(caller, 0)).isEqualTo(new Shortage.Spent(level, Period.MONTH, 100, 100, 0, RESET));
    }

    @Test
    void saysWhetherTheBudgetIsSpentOrHeldByOthers() {
        Caller caller = known(Level.TEAM);
        Hold held = hold(caller, 70);

        assertThat(shortage(caller, 31)).isEqualTo(new Shortage.Reserved(Level.TEAM, Period.MONTH, 100, 0, 70, 0, 31));
        assertThat(shortage(caller, 101)).isEqualTo(new Shortage.Spent(Level.TEAM, Period.MONTH, 100, 0, 101, RESET));
        Hold other = hold(caller, 30);

        settle(held, 10);
        settle(other, 10);
        hold(caller, 80);
    }

    @Test
    void countsWhatHasEndedOnceWhetherItIsBookedOrNot() {
        Caller caller = known(Level.TENANT);
        spend(caller, 10, 30);
        assertThat(left(caller)).isEqualTo(70);
        Hold open = hold(caller, 5);
        ship();
        assertThat(left(caller)).isEqualTo(65);
        settle(open, 7);
        assertThat(left(caller)).isEqualTo(63);
        ship();
        assertThat(left(caller)).isEqualTo(63);
    }

    @Test
    void doesNotCountARequestThatWasBookedBeforeItWasSettled() {
        Caller caller = known(Level.TENANT);
        Hold open = hold(caller, 5);
        sequence++;
        books.ship(ended(open, 20));
        books.exchange(ledger);

        open.settle(1, 10, 20, sequence);

        assertThat(left(caller)).isEqualTo(80);
    }

    @Test
    void holdsTheMostThatARequestCanCostUnderAStrictBudget() {
        limits.budgets(Level.TEAM, TestLimits.strict(Period.MONTH, 100));
        Caller caller = known();

        Hold hold = (Hold) ledger.admit(caller, new TestLimits.Need(10, 5, 90));
        assertThat(hold.isStrict()).isTrue();
        assertThat(hold.nanos()).isEqualTo(90);
        assertThat(refused(ledger.admit(caller, new TestLimits.Need(10, 5, 11))))
                .isInstanceOf(Shortage.Reserved.class);
        assertThat(refused(ledger.admit(caller, new TestLimits.Need(10, 5, Demand.UNBOUNDED))))
                .isEqualTo(new Shortage.Unbounded(Level.TEAM, Period.MONTH));
    }

    @Test
    void namesTheMissingPriceOfAModelWhoseCostHasNoBoundForWantOfIt() {
        limits.budgets(Level.TEAM, TestLimits.strict(Period.MONTH, 100));
        Caller caller = known();

        assertThat(refused(ledger.admit(caller, new Unpriced())))
                .isEqualTo(new Shortage.Unpriced(Level.TEAM, Period.MONTH, "input"));
    }

    @Test
    void extendsAHoldOnAllLevelsOrOnNone() {
        limits.budgets(Level.TENANT, TestLimits.hard(Period.MONTH, 100));
        books.cap("TOKEN", TestLimits.TOKEN, "MONTH", 50L);
        limits.budgets(Level.TOKEN, TestLimits.hard(Period.MONTH, 50));
        Caller caller = known();
        Hold hold = hold(caller, 40);

        assertThat(hold.extend(51)).isInstanceOf(Shortage.Reserved.class);
        assertThat(hold.nanos()).isEqualTo(40);
        assertThat(hold.extend(50)).isNull();
        assertThat(hold.extend(20)).isNull();
        assertThat(hold.nanos()).isEqualTo(50);
        assertThat(left(caller)).isEqualTo(50);
        settle(hold, 45);
        assertThat(left(caller)).isEqualTo(55);
    }

    @Test
    void waitsForAGrantAndRefusesWhereThereIsNone() {
        limits.budgets(Level.TEAM, TestLimits.hard(Period.MONTH, 100));
        Caller caller = limits.caller();

        assertThat(ledger.admit(caller, TestLimits.Need.of(1)))
                .isEqualTo(new Decision.NeedsGrant(new Shortage.Unknown(Level.TEAM, Period.MONTH)));
        books.exchange(ledger);
        hold(caller, 1);
    }

    @Test
    void asksForMoreWhereOthersHaveBeenGrantedTheRest() {
        books.gateways(2);
        books.grantedElsewhere("TEAM", TestLimits.TEAM, "MONTH", 90);
        Caller caller = known(Level.TEAM);
        hold(caller, 10);

        assertThat(ledger.admit(caller, TestLimits.Need.of(5)))
                .isEqualTo(new Decision.NeedsGrant(new Shortage.Reserved(Level.TEAM, Period.MONTH, 100, 0, 10, 90, 5)));
        assertThat(ledger.reports(100).stream().flatMap(scope -> scope.windows().stream()))
                .anySatisfy(window -> assertThat(window.wantedNanos()).isEqualTo(5));
        books.exchange(ledger);
        assertThat(shortage(caller, 5)).isInstanceOf(Shortage.Reserved.class);

        nanos += Duration.ofSeconds(1).toNanos();
        books.grantedElsewhere("TEAM", TestLimits.TEAM, "MONTH", 80);
        assertThat(ledger.admit(caller, TestLimits.Need.of(5))).isInstanceOf(Decision.NeedsGrant.class);
        books.exchange(ledger);
        hold(caller, 5);
    }

    @Test
    void givesBackWhatItDoesNotNeedAndNeverWhatItUses() {
        Caller caller = known(Level.TEAM);
        Hold open = hold(caller, 20);
        spend(caller, 10, 10);
        books.gateways(2);
        books.grantedElsewhere("TEAM", TestLimits.TEAM, "MONTH", 95);
        books.exchange(ledger);

        assertThat(ceiling()).isEqualTo(30);
        settle(open, 1);
        books.exchange(ledger);
        assertThat(ceiling()).isEqualTo(11);
    }

    @Test
    void givesBackWhatItWasGrantedOfABudgetThatWasDeletedSince() {
        Caller caller = known(Level.TEAM);
        spend(caller, 10, 10);
        books.gateways(2);
        ship();
        limits.budgets(Level.TEAM);
        books.cap("TEAM", TestLimits.TEAM, "MONTH", null);
        spend(limits.caller(), 5, 5);
        ship();
        nanos += Duration.ofSeconds(2).toNanos();
        assertThat(ceiling()).as("still granted").isEqualTo(100);

        nanos += Duration.ofMinutes(2).toNanos();
        books.exchange(ledger);
        assertThat(ceiling()).as("spent, and no more").isEqualTo(15);
        books.exchange(ledger);
        assertThat(ledger.reports(100)).isEmpty();
    }

    @Test
    void aStoredCeilingThatIsLowerThanWhatWasSpentGivesNothingBack() {
        StoredScope.StoredWindow stored =
                new StoredScope.StoredWindow(Period.MONTH, LocalDate.of(2026, 3, 1), 0, 0, 50L);
        Ended spent = new Ended(
                1,
                TestLimits.TENANT.toString(),
                TestLimits.TEAM.toString(),
                TestLimits.TOKEN.toString(),
                LocalDate.of(2026, 3, 10),
                80);
        ledger.restore(
                0,
                List.of(new StoredScope(
                        TestLimits.TENANT.toString(), Level.TEAM, TestLimits.TEAM.toString(), 0, List.of(stored))),
                each -> each.accept(spent));

        assertThat(ceiling()).isEqualTo(80);
    }

    @Test
    void aScopeThatWasForgottenByTheReportsIsReportedAgainOnceItRefuses() {
        Caller caller = known(Level.TEAM);
        spend(caller, 100, 100);
        ship();
        nanos += Duration.ofMinutes(2).toNanos();
        books.exchange(ledger);
        assertThat(ledger.reports(100)).isEmpty();

        assertThat(shortage(caller, 1)).isInstanceOf(Shortage.Spent.class);
        assertThat(ledger.reports(100).stream().flatMap(scope -> scope.windows().stream()))
                .anySatisfy(window -> assertThat(window.refusal()).isEqualTo("insufficient_quota"));
    }

    @Test
    void aRefusalIsReportedUntilAReportIsAnsweredAndAgainWithTheNext() {
        Caller caller = known(Level.TEAM);
        spend(caller, 100, 100);
        assertThat(shortage(caller, 1)).isInstanceOf(Shortage.Spent.class);
        assertThat(refusals()).containsExactly("insufficient_quota");
        assertThat(refusals()).containsExactly("insufficient_quota");
        ship();
        assertThat(refusals()).isEmpty();

        assertThat(shortage(caller, 1)).isInstanceOf(Shortage.Spent.class);
        assertThat(refusals()).containsExactly("insufficient_quota");
    }

    private List<String> refusals() {
        return ledger.reports(100).stream()
                .flatMap(scope -> scope.windows().stream())
                .flatMap(window -> Stream.ofNullable(window.refusal()))
                .toList();
    }

    @Test
    void aScopeWithAGrantIsNotForgottenSoThatItGivesBackWhatOthersWant() {
        Caller caller = known(Level.TEAM);
        spend(caller, 10, 10);
        ship();
        nanos += Duration.ofMinutes(2).toNanos();
        books.exchange(ledger);
        nanos += Duration.ofHours(1).toNanos();
        ledger.forgetIdle();

        books.gateways(2);
        ledger.watchAll();
        books.exchange(ledger);
        books.exchange(ledger);
        assertThat(ceiling()).isEqualTo(10);
    }

    @Test
    void judgesALoweredAndARaisedBudgetByWhatIsSpent() {
        Caller caller = known(Level.TEAM);
        spend(caller, 50, 50);

        limits.budgets(Level.TEAM, TestLimits.hard(Period.MONTH, 40));
        assertThat(shortage(limits.caller(), 0)).isInstanceOf(Shortage.Spent.class);

        Budget.Raise raise = new Budget.Raise(
                new NanoDollars(30), clock.instant(), clock.instant().plusSeconds(60));
        limits.budgets(
                Level.TEAM, new Budget("b", Period.MONTH, new NanoDollars(40), true, false, List.of(), List.of(raise)));
        hold(limits.caller(), 20);
        clock.advance(Duration.ofSeconds(60));
        assertThat(shortage(limits.caller(), 0)).isInstanceOf(Shortage.Spent.class);
    }

    @Test
    void countsWhatWasSpentBeforeTheBudgetWasMade() {
        Caller unlimited = limits.caller();
        spend(unlimited, 10, 30);
        Hold open = hold(unlimited, 20);
        limits.budgets(Level.TEAM, TestLimits.hard(Period.MONTH, 100));
        Caller caller = known();

        assertThat(left(caller)).isEqualTo(50);
        ship();
        settle(open, 20);
        ship();
        assertThat(left(caller)).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({
        "Africa/Cairo, 2026-04-24",
        "Africa/Cairo, 2026-10-30",
        "Australia/Lord_Howe, 2026-04-05",
        "Australia/Lord_Howe, 2026-10-04",
        "Asia/Kathmandu, 2026-05-01",
        "Europe/Berlin, 2026-03-29",
        "Europe/Berlin, 2026-10-25"
    })
    void aDayBeginsWithItsFirstMoment(String zone, LocalDate date) {
        limits.in(zone).budgets(Level.TEAM, TestLimits.hard(Period.DAY, 100));
        books.cap("TEAM", TestLimits.TEAM, "DAY", 100L);
        Instant first = date.atStartOfDay(ZoneId.of(zone)).toInstant();
        clock.set(first.minusMillis(1));
        Caller caller = known();
        Hold overnight = hold(caller, 60);
        assertThat(overnight.date()).isEqualTo(date.minusDays(1));
        assertThat(shortage(caller, 101)).isEqualTo(new Shortage.Spent(Level.TEAM, Period.DAY, 100, 0, 101, first));
        assertThat(shortage(caller, 41)).isInstanceOf(Shortage.Reserved.class);

        clock.set(first);
        hold(caller, 100);
        settle(overnight, 60);
        assertThat(shortage(caller, 1)).isInstanceOf(Shortage.Reserved.class);
        clock.set(first.minusMillis(1));
        assertThat(shortage(caller, 41)).isInstanceOf(Shortage.Spent.class);
    }

    @Test
    void aRequestOverMidnightBelongsToItsAdmission() {
        Caller caller = known(Level.TEAM);
        clock.set(RESET.minusMillis(1));
        Hold hold = hold(caller, 60);
        clock.set(RESET);
        books.exchange(ledger);

        assertThat(hold.extend(101)).isInstanceOf(Shortage.Reserved.class);
        assertThat(hold.extend(100)).isNull();
        hold(caller, 100);
    }

    @Test
    void anotherZoneInMidMonthCountsNothingTwiceAndForgetsNothing() {
        Caller caller = known(Level.TENANT);
        clock.set(Instant.parse("2026-03-31T12:30:00Z"));
        spend(caller, 30, 30);
        Hold open = hold(caller, 20);

        limits.in("Pacific/Auckland");
        Caller moved = known();
        assertThat(left(moved)).isEqualTo(100);
        Hold next = hold(moved, 70);
        assertThat(next.date()).isEqualTo("2026-04-01");

        limits.in("UTC");
        Caller back = known();
        assertThat(left(back)).isEqualTo(50);
        settle(open, 25);
        settle(next, 70);
        ship();
        assertThat(left(back)).isEqualTo(45);
    }

    @Test
    void aBudgetThatIsDeletedAndMadeAgainCountsWhatWasSpentBetween() {
        Caller caller = known(Level.TEAM);
        spend(caller, 30, 30);
        limits.budgets(Level.TEAM);
        Caller unlimited = limits.caller();
        spend(unlimited, 200, 40);
        ship();
        Hold open = hold(unlimited, 5);

        limits.budgets(Level.TEAM, TestLimits.hard(Period.MONTH, 100));
        assertThat(left(limits.caller())).isEqualTo(25);
        settle(open, 5);
        ship();
        assertThat(left(limits.caller())).isEqualTo(25);
    }

    @Test
    void aClockThatJumpsChangesNeitherHoldsNorWhatIsSpent() {
        Caller caller = known(Level.TEAM);
        Hold open = hold(caller, 20);
        clock.advance(Duration.ofDays(40));
        Hold ahead = hold(known(), 90);
        clock.advance(Duration.ofDays(-40));
        assertThat(left(caller)).isEqualTo(80);
        settle(open, 30);
        settle(ahead, 90);
        ship();

        assertThat(left(caller)).isEqualTo(70);
    }

    private Caller known(Level level) {
        limits.budgets(level, TestLimits.hard(Period.MONTH, 100));
        return known();
    }

    /** A caller whose budgets the admin service has answered. */
    private Caller known() {
        Caller caller = limits.caller();
        if (ledger.admit(caller, TestLimits.Need.of(0)) instanceof Hold hold) {
            hold.settle(0, 0, 0, 0);
        }
        books.exchange(ledger);
        return caller;
    }

    private void spend(Caller caller, long expected, long cost) {
        settle(hold(caller, expected), cost);
    }

    private void settle(Hold hold, long cost) {
        sequence++;
        hold.settle(1, 10, cost, sequence);
        unshipped.add(ended(hold, cost));
    }

    private Ended ended(Hold hold, long cost) {
        return new Ended(
                sequence,
                TestLimits.TENANT.toString(),
                TestLimits.TEAM.toString(),
                TestLimits.TOKEN.toString(),
                hold.date(),
                cost);
    }

    private void ship() {
        unshipped.forEach(books::ship);
        unshipped.clear();
        books.exchange(ledger);
    }

    private Hold hold(Caller caller, long expected) {
        Decision decision = ledger.admit(caller, TestLimits.Need.of(expected));
        assertThat(decision).isInstanceOf(Hold.class);
        return (Hold) decision;
    }

    private Shortage shortage(Caller caller, long expected) {
        return refused(ledger.admit(caller, TestLimits.Need.of(expected)));
    }

    private static Shortage refused(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).shortage();
    }

    private long left(Caller caller) {
        return ledger.budgetsLeft(caller).stream()
                .mapToLong(budget -> Objects.requireNonNull(budget.left()))
                .max()
                .orElseThrow();
    }

    private long ceiling() {
        return ledger.reports(100).stream()
                .flatMap(scope -> scope.windows().stream())
                .filter(window -> window.ceilingNanos() != null)
                .mapToLong(window -> Objects.requireNonNull(window.ceilingNanos()))
                .max()
                .orElseThrow();
    }

    private record Unpriced() implements Demand {

        @Override
        public long tokens() {
            return 10;
        }

        @Override
        public long expectedNanos() {
            return 0;
        }

        @Override
        public long mostNanos() {
            return UNBOUNDED;
        }

        @Override
        public boolean isCharged() {
            return true;
        }

        @Override
        public String unpriced() {
            return "input";
        }
    }
}
