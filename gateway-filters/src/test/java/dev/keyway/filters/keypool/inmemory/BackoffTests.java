package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.model.Strategy;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTests {

    @Test
    void lengthensTheBackoffAndResetsItByOneSuccess() {
        TestPool pool = TestPool.of("k1", "healthy");
        for (long seconds : new long[] {10, 30, 60, 120, 7200, 7200}) {
            pool.convictAmongHealthy("k1", "m");
            assertThat(pool.events.getLast()).isEqualTo("cooling k1/m SERVER " + seconds);
            pool.pass(Duration.ofSeconds(seconds));
        }
        pool.ask(pool.avoiding("m", Set.of("healthy"), Set.of())).served();

        pool.convictAmongHealthy("k1", "m");

        assertThat(pool.events.getLast()).isEqualTo("cooling k1/m SERVER 10");
    }

    @Test
    void boundsTheBackoffByTheLongestThatIsSet() {
        PoolSettings settings = new PoolSettings(
                1, 10, Strategy.BALANCED, Duration.ofSeconds(45), LocalTime.MIDNIGHT, ZoneId.of("UTC"));
        TestPool pool = new TestPool(settings, TestPool.keys("k1", "healthy"));
        for (long seconds : new long[] {10, 30, 45, 45}) {
            pool.convictAmongHealthy("k1", "m");
            assertThat(pool.events.getLast()).isEqualTo("cooling k1/m SERVER " + seconds);
            pool.pass(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void keepsTheBackoffsOfModelsApart() {
        TestPool pool = TestPool.of("k1");
        pool.convict("k1", "a");
        pool.convict("k1", "b");

        assertThat(pool.events).containsExactly("cooling k1/a SERVER 10", "cooling k1/b SERVER 10");
    }

    @Test
    void locksAKeyThatIsAtTheLastStepForThreeModels() {
        TestPool pool = TestPool.of("k1", "healthy");
        for (int step = 0; step < 5; step++) {
            for (String model : List.of("a", "b", "c")) {
                pool.convictAmongHealthy("k1", model);
            }
            if (step < 4) {
                pool.pass(Duration.ofMinutes(2));
            }
        }

        assertThat(pool.events.getLast()).isEqualTo("cooling k1 SERVER 300");
        KeyDemand onlyK1 = pool.avoiding("d", Set.of("healthy"), Set.of());
        assertThat(pool.ask(onlyK1).refusal()).isInstanceOf(Refusal.Unavailable.class);
        pool.pass(Duration.ofMinutes(5));
        assertThat(pool.ask(onlyK1).isGranted()).isTrue();
    }

    @Test
    void penalizesAKeyOnWhichThreeRequestsFailedAloneWhileAnotherServed() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.failAlone("k1", "m", 1);
        pool.ask(pool.preferring("k2", "m")).served();
        pool.failAlone("k1", "m", 2);
        assertThat(pool.events).isEmpty();

        pool.failAlone("k1", "m", 3);

        assertThat(pool.events).containsExactly("cooling k1/m SERVER 10");
    }

    @Test
    void penalizesNoKeyForRequestsOfOneOrTwoBodies() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.failAlone("k1", "m", 0);
        for (int i = 0; i < 50; i++) {
            pool.ask(pool.preferring("k2", "m")).served();
            pool.failAlone("k1", "m", i % 2);
        }

        assertThat(pool.events).isEmpty();
    }

    @Test
    void penalizesNoKeyForThreeRequestsWhileNoOtherServes() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.ask(pool.preferring("k2", "m")).served();
        for (long body = 0; body < 7; body++) {
            pool.failAlone("k1", "m", body);
        }

        assertThat(pool.events).as("the provider may be to blame").isEmpty();
    }

    @Test
    void penalizesNoKeyWhileAnotherIsUnderTheSameSuspicion() {
        TestPool pool = TestPool.of("k1", "k2", "k3");
        for (long body = 0; body < 30; body++) {
            pool.ask(pool.preferring("k3", "m")).served();
            pool.failAlone(body % 2 == 0 ? "k1" : "k2", "m", body);
        }

        assertThat(pool.events).as("the requests are to blame").isEmpty();
    }

    @Test
    void penalizesASecondKeyForNoMoreThanComparisonWhileTheFirstIsOnTheBackoff() {
        TestPool pool = TestPool.of("k1", "k2", "k3");
        pool.convict("k1", "m");
        for (long body = 0; body < 30; body++) {
            pool.failAlone("k2", "m", body);
            pool.ask(pool.preferring("k3", "m")).served();
        }
        assertThat(pool.events).containsExactly("cooling k1/m SERVER 10");

        pool.pool.servedElsewhere("k2", "m");

        assertThat(pool.events.getLast()).isEqualTo("cooling k2/m SERVER 10");
    }

    @Test
    void neverPenalizesAnOnlyKeyBecauseNothingCanBeCompared() {
        TestPool pool = TestPool.of(0, "k1");
        for (long body = 0; body < 300; body++) {
            pool.ask("m").failed(new Penalty.Suspect(body));
            pool.pool.unserved(Set.of("k1"), "m", body);
        }

        assertThat(pool.events).containsExactly("open m 5");
        assertThat(pool.ask("m").isGranted()).isTrue();
    }

    @Test
    void comparesNothingWithWhatServedBeforeTheCallsThatFailed() {
        TestPool pool = TestPool.of(8, "k1", "k2");
        pool.ask(pool.preferring("k2", "m")).served();
        Call older = pool.ask(pool.preferring("k1", "m"));
        List<Call> failing = Stream.generate(() -> pool.ask(pool.preferring("k1", "m")))
                .limit(3)
                .toList();
        for (int body = 0; body < failing.size(); body++) {
            failing.get(body).failed(new Penalty.Suspect(body));
        }
        older.served();
        for (int body = 0; body < failing.size(); body++) {
            pool.pool.unserved(Set.of("k1"), "m", body);
        }

        assertThat(pool.events).isEmpty();
    }

    @Test
    void penalizesAKeyOnceAnotherHasServedTheRequestItFailedOn() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.ask("m").failed(new Penalty.Suspect(7));
        pool.ask(pool.avoiding("m", Set.of("k1"), Set.of())).served();

        pool.pool.servedElsewhere("k1", "m");
        pool.pool.servedElsewhere("k1", "m");

        assertThat(pool.events).as("one incident, one step").containsExactly("cooling k1/m SERVER 10");
    }

    @Test
    void takesOneStepForAllCallsThatFailedTogether() {
        TestPool pool = TestPool.of(8, "k1", "k2");
        List<Call> together = Stream.generate(() -> pool.ask(new KeyDemand(
                        "m", "", "k1", Set.of(), Set.of(), pool.now().plusSeconds(9))))
                .limit(5)
                .toList();
        for (int i = 0; i < together.size(); i++) {
            together.get(i).failed(new Penalty.Suspect(i));
            pool.pool.servedElsewhere("k1", "m");
        }

        assertThat(pool.events).containsExactly("cooling k1/m SERVER 10");
    }

    @Test
    void penalizesNoKeyForRequestsThatFailOnEveryKey() {
        TestPool pool = TestPool.of("k1", "k2", "k3");
        for (long body = 0; body < 30; body++) {
            for (String key : List.of("k1", "k2")) {
                pool.ask(pool.preferring(key, "m")).failed(new Penalty.Suspect(body));
            }
            pool.pool.unserved(Set.of("k1", "k2"), "m", body);
            pool.serve("m");
            pool.serve("m");
            pool.serve("m");
        }

        assertThat(pool.events).isEmpty();
    }

    @Test
    void leavesAServedCallsKeyUnpenalized() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.failAlone("k1", "m", 1);
        pool.failAlone("k1", "m", 2);
        pool.ask(pool.preferring("k1", "m")).served();
        pool.ask(pool.preferring("k2", "m")).served();
        pool.failAlone("k1", "m", 3);

        assertThat(pool.events).as("a success clears the suspicion").isEmpty();
    }

    @Test
    void keepsEveryKeyUsableWhateverRequestsAreAtFault() {
        TestPool pool = TestPool.of("k1", "k2");
        for (int i = 0; i < 300; i++) {
            pool.ask("misspelt-" + i).failed(new Penalty.Nothing());
            pool.ask("m").failed(new Penalty.Nothing());
        }

        assertThat(pool.events).isEmpty();
        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(2, 0, 0, 0, 0));
        assertThat(pool.serve("m")).isNotEqualTo(pool.serve("m"));
    }
}
