package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.choice.BalancedOrder;
import dev.keyway.filters.keypool.choice.Candidate;
import dev.keyway.filters.keypool.choice.KeyOrder;
import dev.keyway.filters.keypool.cooldown.Cooldown;
import dev.keyway.filters.keypool.timing.Sequence;
import dev.keyway.filters.model.ProviderKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a choice costs, counted in keys looked at. */
class ManyKeysTests {

    private static final int CHOICES = 1000;

    private static final class CountingOrder implements KeyOrder {

        private final KeyOrder balanced = new BalancedOrder();
        private long looks;

        @Override
        public long rank(Candidate candidate) {
            looks++;
            return balanced.rank(candidate);
        }

        @Override
        public long tiebreak(Candidate candidate) {
            return balanced.tiebreak(candidate);
        }

        @Override
        public long costOfGrant(Candidate candidate) {
            return 1;
        }
    }

    /** Serves calls from a model pool of which every second key is cooling. @return the keys looked at */
    private static long looksAmong(int keys) {
        CountingOrder order = new CountingOrder();
        Sequence sequence = new Sequence();
        ModelPool modelPool = new ModelPool(
                "m", order, new ModelConcurrency(1), new ConversationHomes(), new Notifications(), sequence);
        for (int i = 0; i < keys; i++) {
            String id = "key-" + i;
            ProviderKey key = ProviderKey.of(id, Secret.of("s"));
            PooledKey state = new PooledKey(key, new AccountState(id), sequence.next());
            if (i % 2 == 0) {
                Cooldown.Cause cause = new Cooldown.Cause(FailureClass.RATE_SHORT, "");
                state.own.begin(new Cooldown(state.own, cause, 0, 0, 60_000, cooldown -> {}));
            }
            modelPool.admit(state);
        }
        order.looks = 0;
        for (int i = 0; i < CHOICES; i++) {
            serve(modelPool, sequence);
        }
        return order.looks;
    }

    private static void serve(ModelPool modelPool, Sequence sequence) {
        KeyModelState state = modelPool.choice.best(KeyDemand.of("m", Instant.MAX), 0);
        if (state == null) {
            throw new AssertionError("a key is ready");
        }
        state.key.lastUsed = sequence.next();
        state.inFlight++;
        state.key.inFlight++;
        modelPool.granted(state);
        modelPool.place(state);
        state.inFlight--;
        state.key.inFlight--;
        modelPool.place(state);
    }

    @Test
    void looksAtNoMoreKeysAmong10000ThanAmong10() {
        assertThat(looksAmong(10)).isEqualTo(looksAmong(10_000)).isLessThanOrEqualTo(3 * CHOICES);
    }
}
