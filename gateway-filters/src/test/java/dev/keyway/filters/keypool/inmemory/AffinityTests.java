package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The strategy affinity: a conversation stays with the account that served it last, while that is ready. */
class AffinityTests {

    private static final Penalty RATE_LIMIT =
            new Penalty.AccountForModel(TestPool.START.plusSeconds(60), FailureClass.RATE_SHORT);

    @Test
    void aConversationStaysWithItsAccount() {
        TestPool pool = pool(1, TestPool.keys("k1", "k2", "k3"));
        String home = serve(pool, 7);
        for (int i = 0; i < 5; i++) {
            serve(pool, 100 + i);
            assertThat(serve(pool, 7)).isEqualTo(home);
        }
    }

    @Test
    void conversationsWithoutAHomeAreBalanced() {
        TestPool pool = pool(1, TestPool.keys("k1", "k2", "k3"));

        assertThat(List.of(serve(pool, 1), serve(pool, 2), serve(pool, 3))).doesNotHaveDuplicates();
        assertThat(List.of(pool.serve("m"), pool.serve("m"), pool.serve("m"))).doesNotHaveDuplicates();
    }

    @Test
    void anotherKeyOfTheAccountWillDo() {
        TestPool pool = pool(
                1,
                TestPool.key("a1").inAccount("a"),
                TestPool.key("b1").inAccount("b"),
                TestPool.key("a2").inAccount("a"));
        assertThat(serve(pool, 7)).isEqualTo("a1");
        Call busy = ask(pool, 7);
        assertThat(busy.key()).isEqualTo("a1");

        assertThat(ask(pool, 7).key()).isEqualTo("a2");
        assertThat(ask(pool, 7).key()).as("the account has no key left").isEqualTo("b1");
    }

    @Test
    void theHomeMovesToTheAccountThatServes() {
        TestPool pool = pool(1, TestPool.keys("k1", "k2"));
        assertThat(serve(pool, 7)).isEqualTo("k1");
        ask(pool, 7).failed(RATE_LIMIT);
        assertThat(serve(pool, 7)).as("k1 cools").isEqualTo("k2");
        pool.pass(Duration.ofSeconds(61));

        assertThat(serve(pool, 7)).as("k1 is ready, but k2 served last").isEqualTo("k2");
    }

    @Test
    void onlyWhatWasServedMakesAHome() {
        TestPool pool = pool(1, TestPool.keys("k1", "k2"));
        Call abandoned = ask(pool, 7);
        assertThat(abandoned.key()).isEqualTo("k1");
        abandoned.permit().abandoned();

        assertThat(ask(pool, 7).key()).isEqualTo("k2");
    }

    @Test
    void avoidedAccountsAndKeysAreAvoided() {
        TestPool pool = pool(1, TestPool.keys("k1", "k2"));
        assertThat(serve(pool, 7)).isEqualTo("k1");

        assertThat(pool.ask(pool.avoiding("m", Set.of("k1"), Set.of()).in(7))
                        .served()
                        .key())
                .isEqualTo("k2");
        TestPool other = pool(1, TestPool.keys("k1", "k2"));
        assertThat(serve(other, 7)).isEqualTo("k1");
        assertThat(other.ask(other.avoiding("m", Set.of(), Set.of("k1")).in(7)).key())
                .isEqualTo("k2");
    }

    @Test
    void aKeyThatIsGoneIsNoHome() {
        TestPool pool = pool(1, TestPool.keys("k1", "k2"));
        assertThat(serve(pool, 7)).isEqualTo("k1");
        pool.pool.update(List.of(TestPool.key("k2")));

        assertThat(serve(pool, 7)).isEqualTo("k2");
    }

    @Test
    void otherStrategiesRememberNothing() {
        TestPool pool = new TestPool(TestPool.ONE_AT_A_TIME, TestPool.keys("k1", "k2"));

        assertThat(serve(pool, 7)).isNotEqualTo(serve(pool, 7));
    }

    @Test
    void aChangeOfTheStrategyForgetsTheHomes() {
        TestPool pool = pool(1, TestPool.keys("k1", "k2"));
        assertThat(serve(pool, 7)).isEqualTo("k1");
        pool.pool.update(List.of(TestPool.keys("k1", "k2")), TestPool.ONE_AT_A_TIME);
        pool.pool.update(List.of(TestPool.keys("k1", "k2")), affinity(1));

        assertThat(serve(pool, 7)).isEqualTo("k2");
    }

    @Test
    void theConversationThatWasSilentForLongestIsForgotten() {
        ConversationHomes homes = new ConversationHomes();
        homes.adopt(Strategy.AFFINITY);
        AccountState account = new AccountState("a");
        for (long conversation = 1; conversation <= ConversationHomes.MOST; conversation++) {
            homes.served(conversation, account);
        }
        assertThat(homes.of(1)).isSameAs(account);
        homes.served(ConversationHomes.MOST + 1L, account);

        assertThat(homes.size()).isEqualTo(ConversationHomes.MOST);
        assertThat(homes.of(1)).isSameAs(account);
        assertThat(homes.of(2)).isNull();
    }

    private static TestPool pool(int maxInFlight, ProviderKey... keys) {
        return new TestPool(affinity(maxInFlight), keys);
    }

    private static PoolSettings affinity(int maxInFlight) {
        return TestPool.ONE_AT_A_TIME.withMaxInFlightPerKey(maxInFlight).withStrategy(Strategy.AFFINITY);
    }

    private static Call ask(TestPool pool, long conversation) {
        return pool.ask(pool.demand("m").in(conversation));
    }

    private static String serve(TestPool pool, long conversation) {
        return ask(pool, conversation).served().key();
    }
}
