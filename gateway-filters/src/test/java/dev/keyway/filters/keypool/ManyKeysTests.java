package dev.keyway.filters.keypool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import dev.keyway.filters.failover.FailureClass;
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
        public long rank(Seat seat) {
            looks++;
            return balanced.rank(seat);
        }

        @Override
        public long tiebreak(Seat seat) {
            return balanced.tiebreak(seat);
        }

        @Override
        public long costOfGrant(Seat seat) {
            return 1;
        }
    }

    /** Serves calls from a lane of which every second key is cooling. @return the keys looked at */
    private static long looksAmong(int keys) {
        CountingOrder order = new CountingOrder();
        Sequence sequence = new Sequence();
        ModelLane lane = new ModelLane("m", order, new LaneCaps(1), new Agenda(), sequence);
        for (int i = 0; i < keys; i++) {
            String id = "key-" + i;
            ProviderKey key = ProviderKey.of(id, Secret.of("s"));
            KeyState state = new KeyState(key, new AccountState(id), sequence.next());
            if (i % 2 == 0) {
                Cooldown.Cause cause = new Cooldown.Cause(FailureClass.RATE_SHORT, "");
                state.own.running = new Cooldown(state.own, cause, 0, 0, 60_000, cooldown -> {});
            }
            lane.admit(state);
        }
        order.looks = 0;
        for (int i = 0; i < CHOICES; i++) {
            serve(lane, sequence);
        }
        return order.looks;
    }

    private static void serve(ModelLane lane, Sequence sequence) {
        Seat seat = lane.best(KeyDemand.of("m", Instant.MAX), 0);
        if (seat == null) {
            throw new AssertionError("a key is ready");
        }
        seat.key.lastUsed = sequence.next();
        seat.inFlight++;
        seat.key.inFlight++;
        lane.granted(seat);
        lane.place(seat);
        seat.inFlight--;
        seat.key.inFlight--;
        lane.place(seat);
    }

    @Test
    void looksAtNoMoreKeysAmong10000ThanAmong10() {
        assertThat(looksAmong(10)).isEqualTo(looksAmong(10_000)).isLessThanOrEqualTo(3 * CHOICES);
    }
}
