package dev.keyway.filters.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.testkit.time.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rates and concurrency on each level; budgets are in {@link BudgetTests}. */
class LedgerTests {

    private long nanos = Duration.ofHours(1).toNanos();
    private final Ledger ledger = Ledger.ofRates(() -> nanos, TestClock.at("2026-03-01T12:00:00Z"));

    @ParameterizedTest
    @EnumSource(Level.class)
    void admitsAsManyRequestsAMinuteAsTheLimitSays(Level level) {
        Caller caller = new TestLimits().limit(level, 20L, null, null).caller();

        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            decisions.add(ledger.admit(caller, TestLimits.Need.of(0)));
        }

        assertThat(decisions).filteredOn(Hold.class::isInstance).hasSize(20);
        assertThat(shortage(decisions.getLast()))
                .isEqualTo(new Shortage.Rate(level, "requests per minute", 20, 20, 1, Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void refusesTheSecondOfOneConcurrentRequestWithoutCountingIt(Level level) {
        Caller caller = new TestLimits().limit(level, 2L, null, 1L).caller();
        Hold first = hold(caller);

        assertThat(shortage(ledger.admit(caller, TestLimits.Need.of(0))))
                .isEqualTo(new Shortage.Concurrency(level, 1, 1));
        first.settle(1, 10, 0, 1);
        Hold second = hold(caller);
        second.settle(1, 10, 0, 2);

        assertThat(shortage(ledger.admit(caller, TestLimits.Need.of(0)))).isInstanceOf(Shortage.Rate.class);
    }

    @Test
    void takesNothingFromAnyLevelIfOneRefuses() {
        TestLimits limits = new TestLimits().limit(Level.TENANT, 2L, null, null).limit(Level.TOKEN, 1L, null, null);
        Caller caller = limits.caller();
        Caller other = limits.caller(new UUID(0, 9));
        hold(caller);
        assertThat(shortage(ledger.admit(caller, TestLimits.Need.of(0))).level())
                .isEqualTo(Level.TOKEN);

        hold(other);

        assertThat(shortage(ledger.admit(caller, TestLimits.Need.of(0))).level())
                .isEqualTo(Level.TENANT);
    }

    @Test
    void givesTheRateBackIfNothingWasSent() {
        Caller caller = new TestLimits().limit(Level.TEAM, 1L, 10L, null).caller();
        hold(caller).settle(0, 0, 0, 1);

        hold(caller);
    }

    @Test
    void correctsTheSecondOfTheAdmissionByTheTokensThatWereUsed() {
        Caller caller = new TestLimits().limit(Level.TOKEN, null, 100L, null).caller();
        Hold hold = hold(caller);
        nanos += Duration.ofSeconds(30).toNanos();
        hold.settle(1, 95, 0, 1);

        assertThat(shortage(ledger.admit(caller, TestLimits.Need.of(0))))
                .isEqualTo(new Shortage.Rate(Level.TOKEN, "tokens per minute", 100, 95, 10, Duration.ofSeconds(30)));
        nanos += Duration.ofSeconds(30).toNanos();
        hold(caller);
    }

    @Test
    void saysThatARequestIsTooLargeForTheLimit() {
        Caller caller = new TestLimits().limit(Level.TOKEN, null, 9L, null).caller();

        assertThat(shortage(ledger.admit(caller, TestLimits.Need.of(0))))
                .isEqualTo(new Shortage.Rate(Level.TOKEN, "tokens per minute", 9, 0, 10, null));
    }

    @Test
    void judgesAChangedLimitByWhatIsUsed() {
        TestLimits limits = new TestLimits().limit(Level.TEAM, 3L, null, null);
        hold(limits.caller());
        hold(limits.caller());

        limits.limit(Level.TEAM, 2L, null, null);

        assertThat(shortage(ledger.admit(limits.caller(), TestLimits.Need.of(0))))
                .isInstanceOf(Shortage.Rate.class);
    }

    @Test
    void tellsWhatIsLeftAndWhenMoreIs() {
        Caller caller = new TestLimits()
                .limit(Level.TENANT, 5L, 1000L, null)
                .limit(Level.TOKEN, 20L, null, 3L)
                .caller();
        hold(caller);
        nanos += Duration.ofSeconds(20).toNanos();

        assertThat(ledger.ratesLeft(caller))
                .containsExactlyInAnyOrder(
                        new RateLeft(Level.TOKEN, RateLeft.Kind.REQUESTS, 20, 19, Duration.ofSeconds(40)),
                        new RateLeft(Level.TOKEN, RateLeft.Kind.CONCURRENT, 3, 2, Duration.ZERO),
                        new RateLeft(Level.TENANT, RateLeft.Kind.REQUESTS, 5, 4, Duration.ofSeconds(40)),
                        new RateLeft(Level.TENANT, RateLeft.Kind.TOKENS, 1000, 990, Duration.ofSeconds(40)));
    }

    @Test
    void namesWhatIsExceededForLongest() {
        TestLimits limits = new TestLimits().limit(Level.TOKEN, 1L, null, 1L);
        hold(limits.caller());
        nanos += Duration.ofSeconds(20).toNanos();
        hold(limits.caller(new UUID(0, 9)));
        Caller caller = limits.limit(Level.TEAM, 2L, null, null)
                .limit(Level.TENANT, null, 20L, null)
                .caller();

        assertThat(shortage(ledger.admit(caller, TestLimits.Need.of(0))))
                .as("the token's request is free in 40 s, one of the team never was counted")
                .isEqualTo(new Shortage.Rate(Level.TOKEN, "requests per minute", 1, 1, 1, Duration.ofSeconds(40)));
        limits.limit(Level.TENANT, null, 9L, null);
        assertThat(shortage(ledger.admit(limits.caller(), TestLimits.Need.of(0))))
                .isEqualTo(new Shortage.Rate(Level.TENANT, "tokens per minute", 9, 0, 10, null));
    }

    @Test
    void namesTheWidestLevelOfSeveralThatAreExceededEquallyLong() {
        Caller caller = new TestLimits()
                .limit(Level.TENANT, 1L, null, null)
                .limit(Level.TOKEN, 1L, null, null)
                .caller();
        hold(caller);

        assertThat(shortage(ledger.admit(caller, TestLimits.Need.of(0))).level())
                .isEqualTo(Level.TENANT);
    }

    @Test
    void enforcesItsShareWhereOthersEnforceTheirs() {
        TestBooks books = new TestBooks();
        books.gateways(3);
        books.exchange(ledger);
        Caller caller = new TestLimits().limit(Level.TENANT, 20L, null, null).caller();

        for (int i = 0; i < 6; i++) {
            hold(caller);
        }

        assertThat(shortage(ledger.admit(caller, TestLimits.Need.of(0))))
                .isEqualTo(new Shortage.Rate(Level.TENANT, "requests per minute", 6, 6, 1, Duration.ofSeconds(60)));
    }

    @Test
    void admitsARequestThatIsLargerThanItsShareIntoAnEmptyMinute() {
        TestBooks books = new TestBooks();
        books.gateways(3);
        books.exchange(ledger);
        Caller caller = new TestLimits().limit(Level.TEAM, null, 24L, null).caller();

        hold(caller);
        assertThat(shortage(ledger.admit(caller, TestLimits.Need.of(0))))
                .isEqualTo(new Shortage.Rate(Level.TEAM, "tokens per minute", 8, 10, 10, Duration.ofSeconds(60)));
        nanos += Duration.ofSeconds(60).toNanos();
        hold(caller);
    }

    @Test
    void aLimitThatComesWhileARequestIsInProgressCountsNothingOfIt() {
        TestLimits limits = new TestLimits();
        Hold before = hold(limits.caller());
        limits.limit(Level.TEAM, 1L, 20L, null);
        Hold counted = hold(limits.caller());
        before.settle(0, 0, 0, 1);

        assertThat(shortage(ledger.admit(limits.caller(), TestLimits.Need.of(0))))
                .isInstanceOf(Shortage.Rate.class);
        counted.settle(0, 0, 0, 2);
        hold(limits.caller());
    }

    @Test
    void losesNoCountOfAThousandTokensAtOnce() throws Exception {
        TestLimits limits = new TestLimits().limit(Level.TENANT, 1_000_000L, null, null);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int part = thread;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 1000; i++) {
                    hold(limits.caller(new UUID(part, i))).settle(1, 5, 0, 1);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(ledger.ratesLeft(limits.caller()))
                .singleElement()
                .satisfies(left -> assertThat(left.left()).isEqualTo(996_000));
        assertThat(ledger.ratesLeft(limits.limit(Level.TENANT, null, null, 1L).caller()))
                .singleElement()
                .satisfies(left -> assertThat(left.left()).isEqualTo(1));
    }

    @Test
    void forgetsScopesThatNobodyUses() {
        Caller caller = new TestLimits().limit(Level.TOKEN, 5L, null, null).caller();
        Hold hold = hold(caller);
        nanos += Duration.ofHours(1).toNanos();
        ledger.forgetIdle();
        assertThat(ledger.ratesLeft(caller))
                .singleElement()
                .satisfies(left -> assertThat(left.left()).isEqualTo(5));
        hold.settle(1, 5, 0, 1);
        nanos += Duration.ofHours(1).toNanos();
        ledger.forgetIdle();

        hold(caller);
    }

    private Hold hold(Caller caller) {
        return (Hold) ledger.admit(caller, TestLimits.Need.of(0));
    }

    private static Shortage shortage(Decision decision) {
        return ((Decision.Refused) decision).shortage();
    }
}
