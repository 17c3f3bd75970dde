package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests that fail on every key, each with a body of its own, as Gemini's 500 for an over-long context does: from the
 * failures alone they look like a provider that is down. Others are served all the same, at once and at the first attempt.
 */
class ManyPoisonsTests {

    private static final int POISONS = 100;
    private static final Failure INTERNAL = Failure.of(FailureClass.SERVER, "An internal error has occurred.");

    private final List<Caller> others = new ArrayList<>();

    private static TestPool pool(int keys, int limit) {
        return TestPool.of(
                limit, IntStream.rangeClosed(1, keys).mapToObj(i -> "k" + i).toArray(String[]::new));
    }

    private static Caller poison(TestPool pool, long body) {
        return new Caller(pool, "m", body, INTERNAL, key -> true);
    }

    /** Another's request each 40 ms, for a minute. */
    private void othersCall(TestPool pool) {
        for (long body = 1_000; body < 2_500; body++) {
            others.add(new Caller(pool, "m", body, INTERNAL, key -> false).start());
            pool.pass(Duration.ofMillis(40));
        }
    }

    /** @param behind how long those before it in the queue may take, each 10 ms on one of the keys */
    private void assertThatOthersAreServedAtOnce(TestPool pool, Duration behind) {
        assertThat(others).allSatisfy(other -> {
            assertThat(other.servedAfter()).isNotNull().isLessThanOrEqualTo(behind.plusMillis(10));
            assertThat(other.attempts()).isEqualTo(1);
        });
        assertThat(pool.events).noneMatch(event -> event.startsWith("cooling"));
        assertThat(pool.pool.counts().locked()).isZero();
        assertThat(pool.pool.counts().inFlight()).isZero();
    }

    @ParameterizedTest(name = "{0} keys, at most {1} calls on each")
    @CsvSource({"1,0", "3,0", "10,0", "1,1", "3,1", "10,1"})
    void aHundredAtOnceLeaveEveryKeyToOthers(int keys, int limit) {
        TestPool pool = pool(keys, limit);
        List<Caller> poisons = IntStream.range(0, POISONS)
                .mapToObj(body -> poison(pool, body).start())
                .toList();

        othersCall(pool);

        assertThat(poisons).allMatch(Caller::isOver).allMatch(poison -> poison.servedAfter() == null);
        Duration queue = limit == 0 ? Duration.ZERO : Duration.ofMillis(10L * 2 * POISONS / keys);
        assertThatOthersAreServedAtOnce(pool, queue);
    }

    @ParameterizedTest(name = "{0} keys, at most {1} calls on each")
    @CsvSource({"1,0", "3,0", "10,0", "1,1", "3,1", "10,1"})
    void aHundredOneAfterTheOtherLeaveEveryKeyToOthers(int keys, int limit) {
        TestPool pool = pool(keys, limit);
        List<Caller> poisons = new ArrayList<>();
        nextPoison(pool, poisons);

        othersCall(pool);

        assertThat(poisons).hasSizeGreaterThan(2);
        assertThatOthersAreServedAtOnce(pool, limit == 0 ? Duration.ZERO : Duration.ofMillis(20));
    }

    private static void nextPoison(TestPool pool, List<Caller> poisons) {
        if (poisons.size() < POISONS) {
            Caller next = poison(pool, poisons.size());
            poisons.add(next);
            next.whenOver(() -> nextPoison(pool, poisons));
            next.start();
        }
    }

    @Test
    void theFirstOfAnotherIsServedThoughOnlyPoisonWasSentBefore() {
        TestPool pool = pool(3, 0);
        IntStream.range(0, POISONS).forEach(body -> poison(pool, body).start());
        pool.pass(Duration.ofSeconds(10));
        assertThat(pool.pool.isBreakerOpen("m")).isTrue();

        Caller other = new Caller(pool, "m", 1_000, INTERNAL, key -> false).start();
        pool.pass(Duration.ofMillis(10));

        assertThat(other.servedAfter()).isEqualTo(Duration.ofMillis(10));
        assertThat(pool.events).endsWith("closed m");
    }

    @Test
    void whatHasFailedGivesUpItsPlaceInAFullQueueToWhatHasNot() {
        TestPool pool = new TestPool(
                TestPool.ONE_AT_A_TIME.withMaxInFlightPerKey(0).withMaxQueued(POISONS / 2), TestPool.keys("k1", "k2"));
        IntStream.range(0, POISONS).forEach(body -> poison(pool, body).start());
        pool.pass(Duration.ofSeconds(3));
        assertThat(pool.pool.counts().queued()).isEqualTo(POISONS / 2);
        pool.pool.update(
                List.of(TestPool.keys("k1")),
                TestPool.ONE_AT_A_TIME.withMaxInFlightPerKey(1).withMaxQueued(POISONS / 2));
        Caller busy = new Caller(pool, "m", 1_000, INTERNAL, key -> true).start();

        Caller waits = new Caller(pool, "m", 1_001, INTERNAL, key -> false).start();
        pool.pass(Duration.ofMillis(20));

        assertThat(busy.attempts()).isEqualTo(1);
        assertThat(waits.servedAfter()).isEqualTo(Duration.ofMillis(20));
    }

    @ParameterizedTest(name = "{0} keys, at most {1} calls on each")
    @CsvSource({"3,0", "10,0", "3,1", "10,1"})
    void aKeyThatIsBrokenIsFoundAllTheSame(int keys, int limit) {
        TestPool pool = pool(keys, limit);
        IntStream.range(0, POISONS).forEach(body -> poison(pool, body).start());
        for (long body = 1_000; body < 1_100; body++) {
            others.add(new Caller(pool, "m", body, INTERNAL, "k2"::equals).start());
            pool.pass(Duration.ofMillis(40));
        }
        pool.pass(Duration.ofSeconds(40));
        assertThat(others).allSatisfy(other -> {
            assertThat(other.servedAfter()).isNotNull().isLessThan(Duration.ofSeconds(5));
            assertThat(other.attempts()).isLessThanOrEqualTo(3);
        });

        for (long body = 2_000; body < 2_010; body++) {
            new Caller(pool, "m", body, INTERNAL, "k2"::equals).start();
            pool.pass(Duration.ofSeconds(2));
        }

        assertThat(pool.events).contains("cooling k2/m SERVER 10");
        assertThat(pool.events).noneMatch(event -> event.startsWith("cooling") && !event.contains("k2"));
    }

    @Test
    void aProviderThatIsDownIsAskedTwiceByEachRequestAndThenBySingleProbes() {
        TestPool pool = pool(3, 0);
        List<Caller> all = IntStream.range(0, POISONS)
                .mapToObj(body -> poison(pool, body).start())
                .toList();
        pool.pass(Duration.ofSeconds(60));

        assertThat(all).allMatch(Caller::isOver);
        assertThat(all.stream().mapToInt(Caller::attempts).sum())
                .as("on two keys each, and a probe after 5, 10 and 20 s")
                .isLessThanOrEqualTo(2 * POISONS + 3);
    }
}
