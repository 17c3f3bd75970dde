package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.keypool.cooldown.Cooldown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Listeners that throw cost nobody else a key. */
class FailingListenerTests {

    private static final Penalty REJECTED = new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, "");

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("defect"), new OutOfMemoryError("full"), new NoClassDefFoundError("X"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theNextOneWhoWaitsGetsTheKeyOfOneThatThrows(Throwable failure) {
        TestPool pool = TestPool.of("k");
        Call busy = pool.ask("m");
        pool.pool.acquire(pool.demand("m"), new Failing(failure));
        Call next = pool.ask("m");

        busy.served();

        assertThat(next.key()).isEqualTo("k");
        assertThat(pool.pool.counts().inFlight()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void allOthersHearOfTheirKeysAndRefusals(Throwable failure) {
        TestPool pool = TestPool.of("k");
        Call busy = pool.ask("m");
        pool.pool.acquire(pool.demand("m"), new Failing(failure));
        Call refused = pool.ask("m");

        busy.failed(REJECTED);

        assertThat(refused.refusal()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aKeyThatIsGrantedAtOnceIsReleased(Throwable failure) {
        TestPool pool = TestPool.of("k");

        pool.pool.acquire(pool.demand("m"), new Failing(failure));

        assertThat(pool.serve("m")).isEqualTo("k");
    }

    @Test
    void aWholeQueueThatThrowsIsWorkedOff() {
        TestPool pool = new TestPool(TestPool.ONE_AT_A_TIME.withMaxQueued(20_000), TestPool.keys("k"));
        Call busy = pool.ask("m");
        for (int i = 0; i < 5_000; i++) {
            pool.pool.acquire(pool.demand("m"), new Failing(new OutOfMemoryError("full")));
        }
        Call last = pool.ask("m");

        busy.served();

        assertThat(last.key()).isEqualTo("k");
    }

    @Test
    void eventsThatCannotBeReportedHoldNoKey() {
        VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
        InMemoryKeyPool pool = new InMemoryKeyPool(
                List.of(TestPool.keys("k1", "k2")),
                TestPool.ONE_AT_A_TIME,
                () -> TestPool.START,
                scheduler,
                new PoolEvents() {
                    @Override
                    public void cooldownStarted(Cooldown cooldown) {
                        throw new OutOfMemoryError("full");
                    }
                });
        List<Permit> granted = new ArrayList<>();
        KeyListener caller = new KeyListener() {
            @Override
            public void granted(Permit permit) {
                granted.add(permit);
            }

            @Override
            public void refused(Refusal refusal) {
                throw new AssertionError(refusal);
            }
        };
        pool.acquire(KeyDemand.of("m", TestPool.START.plusSeconds(30)), caller);

        granted.getFirst().failed(REJECTED);

        assertThat(pool.counts().inFlight()).isZero();
        pool.acquire(KeyDemand.of("m", TestPool.START.plusSeconds(30)), caller);
        assertThat(granted.getLast().key().id()).isEqualTo("k2");
    }

    private record Failing(Throwable failure) implements KeyListener {

        @Override
        public void granted(Permit permit) {
            fail();
        }

        @Override
        public void refused(Refusal refusal) {
            fail();
        }

        private void fail() {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }
}
