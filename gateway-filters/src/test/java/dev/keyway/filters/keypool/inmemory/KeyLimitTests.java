package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.model.ProviderKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits and model patterns of single keys. */
class KeyLimitTests {

    private static final ProviderKey NARROW = TestPool.key("narrow").withMaxInFlight(1);
    private static final ProviderKey UNLIMITED = TestPool.key("unlimited").withMaxInFlight(0);
    private static final ProviderKey USUAL = TestPool.key("usual");

    @Test
    void overridesThePoolsLimit() {
        TestPool test = new TestPool(TestPool.ONE_AT_A_TIME.withMaxInFlightPerKey(3), NARROW);

        assertThat(test.ask("m").isGranted()).isTrue();
        assertThat(test.ask("m").isGranted()).as("beyond the key's limit").isFalse();
    }

    @Test
    void liftsThePoolsLimit() {
        TestPool test = new TestPool(TestPool.ONE_AT_A_TIME, UNLIMITED);

        for (int i = 0; i < 50; i++) {
            assertThat(test.ask("m").isGranted()).isTrue();
        }
    }

    @Test
    void countsTowardsTheConcurrencyOfThePool() {
        TestPool test = new TestPool(TestPool.ONE_AT_A_TIME.withMaxInFlightPerKey(3), NARROW, USUAL);
        test.serve("m");
        assertThat(test.pool.concurrency()).isEqualTo(4);

        test.ask(test.preferring("narrow", "m"))
                .failed(new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, "rejected"));
        assertThat(test.pool.concurrency()).as("without the key that cools").isEqualTo(3);
    }

    @Test
    void hasNoBoundWhereOneKeyHasNone() {
        TestPool test = new TestPool(TestPool.ONE_AT_A_TIME, UNLIMITED, USUAL);
        test.serve("m");

        assertThat(test.pool.concurrency()).isZero();
    }

    @Test
    void changesWhileAKeyServes() {
        TestPool test = new TestPool(TestPool.ONE_AT_A_TIME, USUAL);
        assertThat(test.ask("m").isGranted()).isTrue();
        assertThat(test.ask("m").isGranted()).isFalse();

        test.pool.update(List.of(USUAL.withMaxInFlight(3)), TestPool.ONE_AT_A_TIME);

        assertThat(test.ask("m").isGranted()).isTrue();
        assertThat(test.pool.concurrency()).isEqualTo(3);
    }

    @Test
    void servesTheModelsThatItsPatternsMatch() {
        ProviderKey mini = USUAL.forModels(List.of(new Glob("gpt-*-mini"), new Glob("o3")));

        assertThat(mini.serves("gpt-5-mini")).isTrue();
        assertThat(mini.serves("o3")).isTrue();
        assertThat(mini.serves("gpt-5")).isFalse();
    }
}
