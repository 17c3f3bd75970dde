package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.model.ProviderKey;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateTests {

    private static final ProviderKey[] KEYS = {
        TestPool.key("a1").inAccount("a"), TestPool.key("a2").inAccount("a"), TestPool.key("k3"), TestPool.key("k4")
    };

    private static TestPool used() {
        TestPool pool = new TestPool(TestPool.ONE_AT_A_TIME, KEYS);
        for (int i = 0; i < 6; i++) {
            pool.serve("m");
        }
        pool.ask(new KeyDemand("day", "", "a1", Set.of(), Set.of(), pool.now().plusSeconds(1)))
                .failed(new Penalty.AccountForModel(pool.now().plusSeconds(7200), FailureClass.RATE_DAY));
        pool.convict("k3", "m");
        pool.ask(new KeyDemand("m", "", "k4", Set.of(), Set.of(), pool.now().plusSeconds(1)))
                .failed(new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, "revoked"));
        return pool;
    }

    @Test
    void tellsAllThatMustSurviveARestart() {
        PoolState state = used().pool.snapshot();

        assertThat(state.keys()).containsOnlyKeys("a1", "a2", "k3", "k4");
        PoolState.Key k3 = TestPool.written(state, "k3");
        assertThat(k3.date()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(k3.calls()).isEqualTo(Map.of("m", 2L));
        assertThat(k3.failures()).isEqualTo(Map.of("m", 1));
        assertThat(k3.cooldowns())
                .isEqualTo(
                        Map.of("m", new PoolState.Cooldown(TestPool.START.plusSeconds(10), FailureClass.SERVER, "")));
        assertThat(TestPool.written(state, "k4").lock())
                .isEqualTo(new PoolState.Cooldown(TestPool.START.plusSeconds(300), FailureClass.AUTH, "revoked"));
        assertThat(TestPool.written(state, "a2").cooldowns()).containsOnlyKeys("day");
        assertThat(TestPool.written(state, "a2").account()).isEqualTo("a");
    }

    @Test
    void goesOnWhereItStopped() {
        PoolState before = used().pool.snapshot();
        TestPool restarted = new TestPool(TestPool.ONE_AT_A_TIME, KEYS);
        restarted.pool.restore(before);

        assertThat(restarted.pool.snapshot()).isEqualTo(before);
        assertThat(restarted.events).as("nothing new has happened").isEmpty();
        assertThat(restarted.pool.counts()).isEqualTo(new PoolCounts(0, 3, 1, 0, 0));
        restarted.pass(Duration.ofSeconds(10));
        restarted.convict("k3", "m");
        assertThat(restarted.events.getLast()).isEqualTo("cooling k3/m SERVER 30");
        restarted.pass(Duration.ofSeconds(290));
        assertThat(restarted.events).contains("ended k4");
    }

    @Test
    void dropsCountsAndBackoffOfAnotherDayButKeepsStatedCooldowns() {
        PoolState state = used().pool.snapshot();
        TestPool nextDay = new TestPool(TestPool.ONE_AT_A_TIME, KEYS);
        PoolState yesterdays = new PoolState(Map.of(
                "k3", dated(TestPool.written(state, "k3")),
                "a1", dated(TestPool.written(state, "a1"))));

        nextDay.pool.restore(yesterdays);

        PoolState after = nextDay.pool.snapshot();
        assertThat(TestPool.written(after, "k3").calls()).isEmpty();
        assertThat(TestPool.written(after, "k3").failures()).isEmpty();
        assertThat(TestPool.written(after, "k3").cooldowns()).isEmpty();
        assertThat(TestPool.written(after, "a2").cooldowns())
                .as("of the account")
                .containsOnlyKeys("day");
    }

    private static PoolState.Key dated(PoolState.Key key) {
        return new PoolState.Key(
                LocalDate.of(2026, 11, 22), key.calls(), key.cooldowns(), key.failures(), key.lock(), key.account());
    }

    @Test
    void forgetsCooldownsThatEndedWhileItWasDown() {
        PoolState state = used().pool.snapshot();
        TestPool later = new TestPool(TestPool.ONE_AT_A_TIME, KEYS);
        later.pass(Duration.ofMinutes(6));
        later.pool.restore(state);

        assertThat(TestPool.written(later.pool.snapshot(), "k3").cooldowns()).isEmpty();
        assertThat(TestPool.written(later.pool.snapshot(), "k4").lock()).isNull();
    }

    @Test
    void keepsTheStateOfKeysThatStayAndLetsOthersFinish() {
        TestPool pool = TestPool.of("stays", "goes");
        pool.ask("a").failed(new Penalty.AccountForModel(pool.now().plusSeconds(90), FailureClass.RATE_SHORT));
        Call onGoing = pool.ask("a");
        assertThat(onGoing.key()).isEqualTo("goes");

        pool.pool.update(List.of(TestPool.key("new"), TestPool.key("stays")), TestPool.ONE_AT_A_TIME);

        assertThat(pool.serve("a")).isEqualTo("new");
        assertThat(pool.serve("a")).as("the other still cools").isEqualTo("new");
        onGoing.failed(new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, ""));
        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(1, 1, 0, 0, 0));
        assertThat(pool.events).containsExactly("cooling account stays/a RATE_SHORT 90");
    }

    @Test
    void servesThoseWhoWaitWithANewKey() {
        TestPool pool = TestPool.of("k1");
        pool.ask("m");
        Call waiting = pool.ask("m");

        pool.pool.update(List.of(TestPool.keys("k1", "k2")), TestPool.ONE_AT_A_TIME);

        assertThat(waiting.key()).isEqualTo("k2");
    }

    @Test
    void refusesThoseWhoWaitWhenTheLastKeyGoes() {
        TestPool pool = TestPool.of("k1");
        pool.ask("m");
        Call waiting = pool.ask("m");

        pool.pool.update(List.of(), TestPool.ONE_AT_A_TIME);

        assertThat(waiting.refusal()).isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void takesOverNewSettings() {
        TestPool pool = TestPool.of("k1");
        pool.ask("m");
        Call waiting = pool.ask("m");

        pool.pool.update(List.of(TestPool.keys("k1")), TestPool.ONE_AT_A_TIME.withMaxInFlightPerKey(2));

        assertThat(waiting.isGranted()).isTrue();
        assertThat(pool.ask("m").isWaiting()).isTrue();
    }

    @Test
    void movesAKeyToAnotherAccount() {
        TestPool pool = new TestPool(
                TestPool.ONE_AT_A_TIME,
                TestPool.key("k1").inAccount("a"),
                TestPool.key("k2").inAccount("a"));
        pool.ask("m");
        pool.pool.update(
                List.of(
                        TestPool.key("k1").inAccount("a"),
                        ProviderKey.of("k2", Secret.of("s")).inAccount("b")),
                TestPool.ONE_AT_A_TIME);

        pool.ask("m").failed(new Penalty.Account(Duration.ofHours(1), FailureClass.QUOTA_HARD));

        assertThat(pool.events).containsExactly("cooling account b QUOTA_HARD 3600");
        assertThat(pool.ask("other").key()).isEqualTo("k1");
    }

    @Test
    void bringsAKeyBackWithTheCallsItStillHasInFlight() {
        TestPool pool = TestPool.of("k1");
        Call running = pool.ask("m");
        pool.pool.update(List.of(), TestPool.ONE_AT_A_TIME);
        pool.pool.update(List.of(TestPool.keys("k1")), TestPool.ONE_AT_A_TIME);

        Call waiting = pool.ask("m");

        assertThat(waiting.isWaiting()).as("its limit holds across its absence").isTrue();
        running.served();
        assertThat(waiting.key()).isEqualTo("k1");
    }

    @Test
    void anotherSecretUnderTheSameIdIsAnotherKey() {
        TestPool pool = TestPool.of(2, "k1");
        Call failsLate = pool.ask("m");
        Call servedLate = pool.ask("m");
        pool.ask("day").failed(new Penalty.AccountForModel(pool.now().plusSeconds(7200), FailureClass.RATE_DAY));
        pool.ask("other").failed(new Penalty.Key(Duration.ofHours(1), FailureClass.AUTH, "revoked"));

        pool.pool.update(List.of(withSecret("another")), TestPool.ONE_AT_A_TIME);

        assertThat(pool.events)
                .as("the cooldowns of the old secret end")
                .hasSize(4)
                .endsWith("ended k1", "ended account k1/day");
        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(1, 0, 0, 2, 0));
        Call first = pool.ask("m");
        assertThat(first.isGranted())
                .as("calls of the old secret hold no place")
                .isTrue();
        failsLate.failed(new Penalty.Key(Duration.ofHours(1), FailureClass.AUTH, "revoked"));
        assertThat(pool.serve("day"))
                .as("the old secret's failure is not the new one's")
                .isEqualTo("k1");

        first.failed(new Penalty.Key(Duration.ofHours(1), FailureClass.AUTH, "revoked"));
        servedLate.served();
        assertThat(pool.pool.counts()).as("nor its success").isEqualTo(new PoolCounts(0, 0, 1, 0, 0));
    }

    @Test
    void anotherSecretInANamedAccountSharesItsCooldowns() {
        TestPool pool = new TestPool(TestPool.ONE_AT_A_TIME, TestPool.key("k1").inAccount("a"));
        pool.ask("m").failed(new Penalty.Account(Duration.ofHours(1), FailureClass.QUOTA_HARD));

        pool.pool.update(List.of(withSecret("another").inAccount("a")), TestPool.ONE_AT_A_TIME);

        assertThat(pool.events).containsExactly("cooling account a QUOTA_HARD 3600");
    }

    private static ProviderKey withSecret(String secret) {
        return ProviderKey.of("k1", Secret.of(secret));
    }
}
