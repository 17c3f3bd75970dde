package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.contract.Secret;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.Resource;
import dev.keyway.filters.model.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyChoiceTests {

    private static final Penalty RATE_LIMIT =
            new Penalty.AccountForModel(TestPool.START.plusSeconds(60), FailureClass.RATE_SHORT);

    @Test
    void choosesAnIdleKeyBeforeOneBusyWithAnotherModel() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.serve("b");
        Call onOtherModel = pool.ask("a");
        assertThat(onOtherModel.key()).isEqualTo("k2");

        assertThat(pool.ask("b").key()).as("k1 has served b, but is idle").isEqualTo("k1");
    }

    @Test
    void choosesAKeyBusyWithAnotherModelWhenNoneIsIdle() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.ask("a");
        pool.ask("a");

        assertThat(pool.ask("b").key()).isEqualTo("k1");
        assertThat(pool.ask("b").key()).isEqualTo("k2");
    }

    @Test
    void prefersAnIdleKeyAgainAsSoonAsItsOtherCallEnds() {
        TestPool pool = TestPool.of(4, "k1", "k2");
        Call first = pool.ask("a");
        Call second = pool.ask("a");
        Call third = pool.ask("b");
        assertThat(third.key()).isEqualTo("k1");
        third.served();
        second.served();

        assertThat(pool.ask("b").key()).isEqualTo("k2");
        first.served();
    }

    @Test
    void spreads300CallsEvenlyOverThreeKeys() {
        TestPool pool = TestPool.of("k1", "k2", "k3");

        Map<String, Long> calls = IntStream.range(0, 300)
                .mapToObj(i -> pool.serve("m"))
                .collect(Collectors.groupingBy(key -> key, Collectors.counting()));

        assertThat(calls).isEqualTo(Map.of("k1", 100L, "k2", 100L, "k3", 100L));
    }

    @Test
    void choosesFewestCallsThenLeastRecentlyUsed() {
        TestPool pool = TestPool.of("k1", "k2", "k3");
        pool.ask(pool.preferring("k3", "m")).served();

        assertThat(List.of(pool.serve("m"), pool.serve("m"))).containsExactly("k1", "k2");
        assertThat(List.of(pool.serve("m"), pool.serve("m"), pool.serve("m")))
                .as("counts are equal")
                .containsExactly("k3", "k1", "k2");
    }

    @Test
    void prefersNoKeyBecauseItsCallsFail() {
        TestPool pool = TestPool.of("k1", "k2", "k3");

        Map<String, Long> calls = IntStream.range(0, 300)
                .mapToObj(i -> pool.ask("m"))
                .peek(call -> {
                    if (call.key().equals("k1")) {
                        call.failed(new Penalty.Nothing());
                    } else {
                        call.served();
                    }
                })
                .collect(Collectors.groupingBy(Call::key, Collectors.counting()));

        assertThat(calls).isEqualTo(Map.of("k1", 100L, "k2", 100L, "k3", 100L));
    }

    @Test
    void countsCallsForEachModelAlone() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.ask(new KeyDemand("a", "", "k1", Set.of(), Set.of(), TestPool.START.plusSeconds(9)))
                .served();
        pool.ask(new KeyDemand("a", "", "k1", Set.of(), Set.of(), TestPool.START.plusSeconds(9)))
                .served();
        pool.serve("b");

        assertThat(pool.serve("b")).isEqualTo("k1");
    }

    @Test
    void startsAReturningKeyAtThePoolsLowestCount() {
        TestPool pool = TestPool.of("k1", "k2", "k3");
        pool.ask("m").failed(RATE_LIMIT);
        for (int i = 0; i < 20; i++) {
            assertThat(pool.serve("m")).isNotEqualTo("k1");
        }
        pool.pass(Duration.ofMinutes(1));

        List<String> next = IntStream.range(0, 6).mapToObj(i -> pool.serve("m")).toList();

        assertThat(next).as("no catching up").containsExactly("k1", "k2", "k3", "k1", "k2", "k3");
    }

    @Test
    void startsANewKeyAtThePoolsLowestCount() {
        TestPool pool = TestPool.of("k1", "k2");
        IntStream.range(0, 20).forEach(i -> pool.serve("m"));
        pool.pool.update(List.of(TestPool.keys("k1", "k2", "k3")), TestPool.ONE_AT_A_TIME);

        List<String> next = IntStream.range(0, 6).mapToObj(i -> pool.serve("m")).toList();

        assertThat(next).containsExactlyInAnyOrder("k1", "k2", "k3", "k1", "k2", "k3");
    }

    @Test
    void usesTheLowestTierWhileItCanServe() {
        ProviderKey reserve = ProviderKey.of("reserve", Secret.of("s")).ranked(1, 1);
        TestPool pool = new TestPool(TestPool.ONE_AT_A_TIME, reserve, TestPool.key("k1"));
        assertThat(pool.serve("m")).isEqualTo("k1");
        assertThat(pool.serve("m")).isEqualTo("k1");
        pool.ask("other");

        assertThat(pool.ask("m").key())
                .as("busy with another model, but of the first tier")
                .isEqualTo("k1");
        assertThat(pool.ask("m").key()).isEqualTo("reserve");
    }

    @Test
    void neverGivesAKeyForAModelThatItMayNotServe() {
        ProviderKey only = ProviderKey.of("only-a", Secret.of("s")).forModels(List.of(new Glob("a")));
        TestPool pool = new TestPool(TestPool.ONE_AT_A_TIME, only);

        assertThat(pool.serve("a")).isEqualTo("only-a");
        assertThat(pool.ask("b").refusal()).isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void neverGivesAKeyForAModelThatItsResourceHasNotDeployed() {
        ProviderKey west = TestPool.key("west").of(new Resource(null, Map.of("gpt-4o", "w-4o")));
        ProviderKey east = TestPool.key("east").of(new Resource(null, Map.of("gpt-4o", "e-4o", "o3", "e-o3")));
        TestPool pool = new TestPool(TestPool.ONE_AT_A_TIME, west, east);

        assertThat(List.of(pool.serve("o3"), pool.serve("o3"), pool.serve("o3")))
                .containsOnly("east");
        assertThat(List.of(pool.serve("gpt-4o"), pool.serve("gpt-4o"))).containsExactlyInAnyOrder("west", "east");
        assertThat(pool.ask("gpt-5").refusal()).isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void givesThePreferredKeyIfItIsReady() {
        TestPool pool = TestPool.of("k1", "k2");
        KeyDemand again = new KeyDemand("m", "", "k2", Set.of(), Set.of(), TestPool.START.plusSeconds(9));

        assertThat(pool.ask(again).key()).isEqualTo("k2");
        assertThat(pool.ask(again).key()).as("k2 is busy").isEqualTo("k1");
    }

    @Test
    void neverGivesAnAvoidedKeyAndSaysWhenAllAreAvoided() {
        TestPool pool = TestPool.of("k1", "k2");

        assertThat(pool.ask(pool.avoiding("m", Set.of("k1"), Set.of())).served().key())
                .isEqualTo("k2");
        assertThat(pool.ask(pool.avoiding("m", Set.of("k1"), Set.of())).served().key())
                .isEqualTo("k2");
        assertThat(pool.ask(pool.avoiding("m", Set.of("k1", "k2"), Set.of())).refusal())
                .isEqualTo(new Refusal.Exhausted());
    }

    @Test
    void usesAnAvoidedAccountOnlyIfNothingElseCouldServe() {
        TestPool pool = new TestPool(
                TestPool.ONE_AT_A_TIME,
                TestPool.key("a1").inAccount("a"),
                TestPool.key("a2").inAccount("a"),
                TestPool.key("b1").inAccount("b"));
        KeyDemand notA = pool.avoiding("m", Set.of("a1"), Set.of("a"));
        Call other = pool.ask(notA);
        assertThat(other.key()).isEqualTo("b1");

        Call waits = pool.ask(notA);
        assertThat(waits.isWaiting()).as("b1 will be free").isTrue();
        other.failed(new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, ""));

        assertThat(waits.key())
                .as("b1 is out, so account a it is, but not the avoided key")
                .isEqualTo("a2");
    }

    @Test
    void staysOnOneKeyWhileItServesIfSequential() {
        TestPool pool =
                new TestPool(TestPool.ONE_AT_A_TIME.withStrategy(Strategy.SEQUENTIAL), TestPool.keys("k1", "k2", "k3"));
        assertThat(List.of(pool.serve("m"), pool.serve("m"))).containsExactly("k1", "k1");
        Call first = pool.ask("m");
        assertThat(pool.ask("m").served().key()).as("k1 is full").isEqualTo("k2");
        first.served();
        assertThat(pool.serve("m")).isEqualTo("k1");

        pool.ask("m").failed(RATE_LIMIT);
        assertThat(pool.serve("m")).isEqualTo("k2");
        pool.pass(Duration.ofSeconds(61));
        assertThat(pool.serve("m")).as("stays where the cache is warm now").isEqualTo("k2");
    }

    @Test
    void sharesCallsByWeight() {
        ProviderKey heavy = ProviderKey.of("heavy", Secret.of("s")).ranked(3, 0);
        TestPool pool = new TestPool(
                TestPool.ONE_AT_A_TIME.withStrategy(Strategy.WEIGHTED).withMaxInFlightPerKey(0),
                heavy,
                TestPool.key("light"));

        List<String> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            calls.add(pool.ask("m").key());
        }

        assertThat(calls.stream().filter("heavy"::equals).count()).isBetween(299L, 301L);
    }
}
