package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTests {

    private static final Penalty OVERLOAD = new Penalty.Provider();

    private static TestPool overloaded(int attempts) {
        TestPool pool = TestPool.of(0, "k1", "k2");
        for (int i = 0; i < attempts; i++) {
            pool.ask("m").failed(OVERLOAD);
        }
        return pool;
    }

    @Test
    void opensWhenEightOfTheLastTenAttemptsWereTroubled() {
        TestPool pool = TestPool.of(0, "k1", "k2");
        pool.serve("m");
        pool.serve("m");
        for (int i = 0; i < 7; i++) {
            pool.ask("m").failed(OVERLOAD);
        }
        assertThat(pool.pool.isBreakerOpen("m")).isFalse();

        pool.ask("m").failed(OVERLOAD);

        assertThat(pool.pool.isBreakerOpen("m")).isTrue();
        assertThat(pool.events).containsExactly("open m 5");
        assertThat(pool.ask("m").isWaiting()).isTrue();
        assertThat(pool.ask("other").isGranted()).isTrue();
    }

    @Test
    void staysClosedWhileThreeOfTenAreAnswered() {
        TestPool pool = TestPool.of(0, "k1", "k2");
        for (int i = 0; i < 100; i++) {
            Call call = pool.ask("m");
            if (i % 10 < 3) {
                call.failed(new Penalty.Nothing());
            } else {
                call.failed(OVERLOAD);
            }
        }

        assertThat(pool.events).isEmpty();
    }

    @Test
    void needsTroubleOverTwoAccountsWhereThereAreTwo() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.ask("m");
        for (int i = 0; i < 20; i++) {
            pool.ask("m").failed(OVERLOAD);
        }
        assertThat(pool.pool.isBreakerOpen("m")).isFalse();

        TestPool single = TestPool.of("k1");
        for (int i = 0; i < 8; i++) {
            single.ask("m").failed(OVERLOAD);
        }
        assertThat(single.pool.isBreakerOpen("m")).isTrue();
    }

    @Test
    void isNotOpenedByOneRequestThatFailsEverywhere() {
        TestPool pool = TestPool.of(0, "k1", "k2");
        for (int i = 0; i < 30; i++) {
            pool.ask("m").failed(new Penalty.Suspect(i % 2));
        }

        assertThat(pool.events).isEmpty();
    }

    @Test
    void isOpenedByServerErrorsOfSeveralRequestsAndThenPenalizesNoKey() {
        TestPool pool = TestPool.of(0, "k1", "k2");
        Call late = pool.ask("m");
        Call laterStill = pool.ask("m");
        Call last = pool.ask("m");
        pool.ask("m");
        for (int i = 0; i < 8; i++) {
            pool.ask("m").failed(new Penalty.Suspect(i / 2));
        }
        assertThat(pool.events).containsExactly("open m 5");

        late.failed(new Penalty.Suspect(100));
        laterStill.failed(new Penalty.Suspect(101));
        last.failed(new Penalty.Suspect(102));
        pool.pool.servedElsewhere("k1", "m");

        assertThat(pool.events).containsExactly("open m 5");
    }

    @Test
    void letsOneProbeThroughWhenHalfOpenAndClosesWhenItIsServed() {
        TestPool pool = overloaded(8);
        Call probe = pool.ask("m");
        Call behind = pool.ask("m");
        pool.pass(Duration.ofSeconds(5));
        assertThat(probe.isGranted()).isTrue();
        assertThat(behind.isWaiting()).isTrue();

        probe.served();

        assertThat(behind.isGranted()).isTrue();
        assertThat(pool.events).containsExactly("open m 5", "closed m");
    }

    @Test
    void doublesItsTimeUpToAMinuteWhileProbesFail() {
        TestPool pool = overloaded(8);
        for (long seconds : new long[] {5, 10, 20, 40, 60, 60}) {
            assertThat(pool.events.getLast()).isEqualTo("open m " + seconds);
            pool.pass(Duration.ofSeconds(seconds));
            pool.ask("m").failed(OVERLOAD);
        }
        pool.pass(Duration.ofMinutes(1));
        pool.serve("m");
        pool.serve("m");
        for (int i = 0; i < 8; i++) {
            pool.ask("m").failed(OVERLOAD);
        }
        assertThat(pool.events.getLast()).as("starts anew").isEqualTo("open m 5");
    }

    @Test
    void closesWhenTheProbeIsAnsweredWithARefusal() {
        TestPool pool = overloaded(8);
        pool.pass(Duration.ofSeconds(5));

        pool.ask("m").failed(new Penalty.AccountForModel(pool.now().plusSeconds(60), FailureClass.RATE_SHORT));

        assertThat(pool.events.getFirst()).isEqualTo("open m 5");
        assertThat(pool.events).contains("closed m");
        assertThat(pool.ask("m").isGranted()).as("the other key").isTrue();
    }

    @Test
    void probesAgainIfTheProbeWasAbandoned() {
        TestPool pool = overloaded(8);
        Call probe = pool.ask("m");
        Call behind = pool.ask("m");
        pool.pass(Duration.ofSeconds(5));

        probe.permit().abandoned();

        assertThat(behind.isGranted()).isTrue();
        assertThat(pool.pool.isBreakerOpen("m")).isTrue();
    }

    @Test
    void refusesAtOnceWhoCannotWaitUntilItHalfOpens() {
        TestPool pool = overloaded(8);

        assertThat(pool.ask(KeyDemand.of("m", pool.now().plusSeconds(4))).refusal())
                .isEqualTo(new Refusal.Cooling(Duration.ofSeconds(5)));
    }
}
