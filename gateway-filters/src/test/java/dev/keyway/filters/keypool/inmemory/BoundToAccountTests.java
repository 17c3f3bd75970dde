package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.AccountScope;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A request that refers to what one account holds is served by the keys of that account and no other. */
class BoundToAccountTests {

    private final TestPool pool = new TestPool(
            TestPool.ONE_AT_A_TIME,
            TestPool.key("a1").inAccount("a"),
            TestPool.key("b1").inAccount("b"),
            TestPool.key("b2").inAccount("b"));

    @Test
    void takesTheKeysOfItsAccountThoughOthersAreIdle() {
        assertThat(List.of(bound("b").key(), bound("b").key())).containsExactlyInAnyOrder("b1", "b2");
    }

    @Test
    void waitsForItsAccountAndLetsOthersPass() {
        Call holder = bound("a");
        Call waiting = bound("a");
        Call other = pool.ask("m");

        assertThat(waiting.isWaiting()).isTrue();
        assertThat(other.key()).isEqualTo("b1");
        holder.served();
        assertThat(waiting.key()).isEqualTo("a1");
    }

    @Test
    void isToldTheTruthAboutItsAccountAlone() {
        bound("a").failed(cooling(Duration.ofMinutes(5)));

        assertThat(bound("a").refusal()).isInstanceOf(Refusal.Cooling.class);
        assertThat(bound("b").isGranted()).isTrue();
    }

    @Test
    void staysWithinItsAccountWhenThatIsToBeAvoided() {
        KeyDemand demand = pool.avoiding("m", Set.of("b1"), Set.of("b")).within(AccountScope.only("b"));

        assertThat(pool.ask(demand).key()).isEqualTo("b2");
        assertThat(pool.ask(pool.avoiding("m", Set.of("b1", "b2"), Set.of()).within(AccountScope.only("b")))
                        .refusal())
                .isInstanceOf(Refusal.Exhausted.class);
    }

    @Test
    void isRefusedAtOnceWhereTheAccountHasNoKeyLeft() {
        assertThat(bound("gone").refusal()).isInstanceOf(Refusal.Unavailable.class);
    }

    private Call bound(String account) {
        return pool.ask(pool.demand("m").within(AccountScope.only(account)));
    }

    private Penalty cooling(Duration time) {
        return new Penalty.AccountForModel(pool.now().plus(time), FailureClass.RATE_SHORT);
    }
}
