package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.keypool.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitingTests {

    @Test
    void queuesCallsForTheSameModelAndWakesThemInOrderByTheRelease() {
        TestPool pool = TestPool.of("k1");
        Call first = pool.ask("m");
        Call second = pool.ask("m");
        Call third = pool.ask("m");
        assertThat(List.of(second.isWaiting(), third.isWaiting())).containsOnly(true);

        first.served();

        assertThat(second.key()).as("no time has passed, no timer has run").isEqualTo("k1");
        assertThat(second.toldBy()).isSameAs(Thread.currentThread());
        assertThat(third.isWaiting()).isTrue();
        second.served();
        assertThat(third.key()).isEqualTo("k1");
    }

    @Test
    void neverHasMoreInFlightThanTheLimit() {
        TestPool pool = TestPool.of(2, "k1", "k2");
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            calls.add(pool.ask("m"));
        }

        assertThat(calls.stream().filter(Call::isGranted)).hasSize(4);
        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(2, 0, 0, 4, 6));
    }

    @Test
    void doesNotHoldBackAModelByTheQueueOfAnother() {
        TestPool pool = TestPool.of("k1");
        pool.ask("a");
        Call waiting = pool.ask("a");

        assertThat(pool.ask("b").key()).isEqualTo("k1");
        assertThat(waiting.isWaiting()).isTrue();
    }

    @Test
    void knowsNoBoundIfTheLimitIsZero() {
        TestPool pool = TestPool.of(0, "k1");
        for (int i = 0; i < 1000; i++) {
            assertThat(pool.ask("m").isGranted()).isTrue();
        }
    }

    @Test
    void releasesAPermitOnlyOnce() {
        TestPool pool = TestPool.of("k1");
        Call first = pool.ask("m");
        first.served();
        Call second = pool.ask("m");
        first.permit().abandoned();
        first.permit().failed(new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, ""));

        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(1, 0, 0, 1, 0));
        assertThat(second.isGranted()).isTrue();
    }

    @Test
    void wakesByTheEndOfACooldown() {
        TestPool pool = TestPool.of("k1");
        Instant back = pool.now().plusSeconds(8);
        pool.ask("m").failed(new Penalty.AccountForModel(back, FailureClass.RATE_SHORT));
        Call waiting = pool.ask("m");
        pool.pass(Duration.ofMillis(7_999));
        assertThat(waiting.isWaiting()).isTrue();

        pool.pass(Duration.ofMillis(1));

        assertThat(waiting.key()).isEqualTo("k1");
    }

    @Test
    void refusesAtTheDeadlineWithATrueRetryAfter() {
        TestPool pool = TestPool.of("k1");
        pool.ask("m");
        Call waiting = pool.ask("m");
        pool.pass(TestPool.PATIENCE.minusMillis(1));
        assertThat(waiting.isWaiting()).isTrue();

        pool.pass(Duration.ofMillis(1));

        assertThat(waiting.refusal()).isEqualTo(new Refusal.Busy(Duration.ofSeconds(1)));
        assertThat(pool.pool.counts().queued()).isZero();
    }

    @Test
    void givesTheKeyToOneWhoseDeadlineIsTheVeryMomentOfItsReturn() {
        TestPool pool = TestPool.of("k1");
        pool.ask("m").failed(new Penalty.AccountForModel(pool.now().plus(TestPool.PATIENCE), FailureClass.RATE_SHORT));
        Call waiting = pool.ask("m");

        pool.pass(TestPool.PATIENCE);

        assertThat(waiting.isGranted()).isTrue();
    }

    @Test
    void forgetsACancelledDemandAtOnce() {
        TestPool pool = TestPool.of("k1");
        Call first = pool.ask("m");
        Call left = pool.ask("m");
        Call stays = pool.ask("m");
        left.cancel.run();
        assertThat(pool.pool.counts().queued()).isEqualTo(1);

        first.served();

        assertThat(left.isWaiting()).as("never told").isTrue();
        assertThat(stays.isGranted()).isTrue();
        left.cancel.run();
        stays.cancel.run();
        assertThat(pool.pool.counts().inFlight())
                .as("a granted permit is not cancelled")
                .isEqualTo(1);
    }

    @Test
    void servesTeamsInTurnAndEachTeamInOrder() {
        TestPool pool = TestPool.of("k1");
        Call first = pool.ask("m");
        Call a1 = pool.ask(pool.demandOf("a", "m"));
        Call a2 = pool.ask(pool.demandOf("a", "m"));
        Call a3 = pool.ask(pool.demandOf("a", "m"));
        Call b1 = pool.ask(pool.demandOf("b", "m"));
        Call b2 = pool.ask(pool.demandOf("b", "m"));

        List<Call> inOrder = List.of(first, a1, b1, a2, b2, a3);
        for (Call call : inOrder) {
            assertThat(call.isGranted()).isTrue();
            call.served();
        }
    }

    @Test
    void letsNoTeamHoldMoreThanHalfOfThePlacesWhileAnotherWaits() {
        TestPool pool = new TestPool(TestPool.ONE_AT_A_TIME.withMaxQueued(4), TestPool.keys("k1"));
        pool.ask("m");
        List<Call> greedy = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            greedy.add(pool.ask(pool.demandOf("greedy", "m")));
        }
        assertThat(pool.ask(pool.demandOf("greedy", "m")).refusal()).isInstanceOf(Refusal.Busy.class);

        Call modest = pool.ask(pool.demandOf("modest", "m"));

        assertThat(modest.isWaiting()).isTrue();
        assertThat(greedy.get(3).refusal()).isInstanceOf(Refusal.Busy.class);
        assertThat(pool.ask(pool.demandOf("modest", "m")).isWaiting()).isTrue();
        assertThat(greedy.get(2).refusal()).isInstanceOf(Refusal.Busy.class);
        assertThat(pool.ask(pool.demandOf("third", "m")).refusal())
                .as("nobody holds more than half")
                .isInstanceOf(Refusal.Busy.class);
        assertThat(pool.ask(pool.demandOf("greedy", "m")).refusal()).isInstanceOf(Refusal.Busy.class);
    }

    @Test
    void servesATeamWithinTwoServiceTimesWhileAThousandOfAnotherWait() {
        Duration service = Duration.ofMillis(20);
        TestPool pool = new TestPool(TestPool.ONE_AT_A_TIME.withMaxQueued(1000), TestPool.keys("k1"));
        ArrayDeque<Call> crowd = new ArrayDeque<>();
        for (int i = 0; i < 1010; i++) {
            crowd.add(pool.ask(pool.demandOf("crowd", "m")));
            if (i < 9) {
                pool.pass(service);
                crowd.removeFirst().served();
            }
        }
        assertThat(pool.pool.counts().queued()).isEqualTo(1000);

        Call alone = pool.ask(pool.demandOf("alone", "m"));
        Instant asked = pool.now();
        while (alone.isWaiting() && !pool.now().isAfter(asked.plus(service.multipliedBy(10)))) {
            pool.pass(service);
            crowd.removeFirst().served();
        }

        assertThat(alone.isGranted()).isTrue();
        assertThat(Duration.between(asked, pool.now())).isLessThanOrEqualTo(service.multipliedBy(2));
    }

    @Test
    void refusesAtOnceWhenTheQueueIsFull() {
        TestPool pool = new TestPool(TestPool.ONE_AT_A_TIME.withMaxQueued(1), TestPool.keys("k1"));
        pool.ask("m");
        pool.ask("m");

        assertThat(pool.ask("m").refusal()).isInstanceOf(Refusal.Busy.class);
        assertThat(pool.ask("other").isGranted()).isTrue();
    }

    @Test
    void refusesAtOnceWhatEvenTheFastestServiceCouldNotReachInTime() {
        TestPool pool = TestPool.of("k1");
        for (int i = 0; i < 8; i++) {
            Call call = pool.ask("m");
            pool.pass(Duration.ofSeconds(10));
            call.served();
        }
        pool.ask("m");
        List<Call> hopeful = List.of(pool.ask("m"), pool.ask("m"), pool.ask("m"), pool.ask("m"));
        assertThat(hopeful).as("the fourth may have its turn after 30 s").allMatch(Call::isWaiting);

        assertThat(pool.ask("m").refusal()).isEqualTo(new Refusal.Busy(Duration.ofSeconds(50)));
    }

    @Test
    void doesNotRefuseByServiceTimesOfWhichItKnowsTooFew() {
        TestPool pool = TestPool.of("k1");
        Call slow = pool.ask("m");
        pool.pass(Duration.ofMinutes(5));
        slow.served();
        pool.ask("m");

        for (int i = 0; i < 100; i++) {
            assertThat(pool.ask("m").isWaiting()).isTrue();
        }
    }

    @Test
    void refusesThoseWhoWaitAsSoonAsTheLastKeyIsLost() {
        TestPool pool = TestPool.of("k1", "k2");
        Call first = pool.ask("m");
        Call second = pool.ask("m");
        Call waiting = pool.ask("m");
        Penalty revoked = new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, "revoked");
        first.failed(revoked);
        assertThat(waiting.isWaiting()).isTrue();

        second.failed(revoked);

        assertThat(waiting.refusal()).isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void letsALaterDemandPassOneThatAvoidsTheFreeKey() {
        TestPool pool = TestPool.of("k1", "k2");
        Call one = pool.ask("m");
        pool.ask("m");
        assertThat(one.key()).isEqualTo("k1");
        Call picky = pool.ask(pool.avoiding("m", Set.of("k1"), Set.of()));
        Call easy = pool.ask("m");

        one.served();

        assertThat(picky.isWaiting()).isTrue();
        assertThat(easy.key()).isEqualTo("k1");
    }

    @Test
    void refusesAtOnceIfTheDeadlineHasPassedAndNoKeyIsReady() {
        TestPool pool = TestPool.of("k1");
        assertThat(pool.ask(KeyDemand.of("m", pool.now())).isGranted()).isTrue();

        assertThat(pool.ask(KeyDemand.of("m", pool.now())).refusal()).isInstanceOf(Refusal.Busy.class);
    }

    @Test
    void schedulesNoTimerForARelease() {
        TestPool pool = TestPool.of("k1");
        long before = pool.scheduler.getScheduledTaskCount();
        Call first = pool.ask(KeyDemand.of("m", Instant.MAX));
        Call second = pool.ask(KeyDemand.of("m", Instant.MAX));
        first.served();

        assertThat(second.isGranted()).isTrue();
        assertThat(pool.scheduler.getScheduledTaskCount()).isEqualTo(before);
    }

    @Test
    void tellsTheOthersIfOneListenerThrows() {
        TestPool pool = TestPool.of("k1", "k2");
        Call one = pool.ask("m");
        Call two = pool.ask("m");
        pool.pool.acquire(pool.demand("m"), new KeyListener() {
            @Override
            public void granted(Permit permit) {
                throw new AssertionError("not expected");
            }

            @Override
            public void refused(Refusal refusal) {
                throw new IllegalStateException("a listener's own fault");
            }
        });
        Call last = pool.ask("m");
        Penalty revoked = new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, "");
        one.failed(revoked);
        two.failed(revoked);

        assertThat(last.refusal()).isInstanceOf(Refusal.Unavailable.class);
    }
}
