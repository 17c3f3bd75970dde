package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.cooldown.Cooldown;
import dev.keyway.filters.keypool.timing.Sequence;
import dev.keyway.filters.model.ProviderKey;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Placement, standing and choice of the keys of one model. */
class ModelPoolTests {

    private static final KeyDemand DEMAND = KeyDemand.of("m", Instant.MAX);

    private final Sequence sequence = new Sequence();
    private final ModelPool pool = new ModelPool(
            "m", PoolSettings.DEFAULT.withMaxInFlightPerKey(1), new ConversationHomes(), new Notifications(), sequence);

    @Test
    void placesAKeyByItsState() {
        KeyModelState a = admit("a");
        assertThat(a.placement).isEqualTo(KeyModelState.Placement.READY);
        a.inFlight = 1;
        pool.place(a);
        assertThat(a.placement).isEqualTo(KeyModelState.Placement.BUSY);
        cool(a);
        assertThat(a.placement).isEqualTo(KeyModelState.Placement.COOLING);
        assertThat(pool.hasFewerKeys).isTrue();
        pool.dismiss("a");
        pool.place(a);
        assertThat(a.placement).isEqualTo(KeyModelState.Placement.NONE);
    }

    @Test
    void choosesAKeyThatIsReady() {
        KeyModelState a = admit("a");
        KeyModelState b = admit("b");
        assertThat(pool.choice.best(DEMAND, 0)).isSameAs(a);
        cool(a);
        assertThat(pool.choice.best(DEMAND, 0)).isSameAs(b);
        b.inFlight = 1;
        pool.place(b);
        assertThat(pool.choice.hasNoneReady()).isTrue();
        assertThat(pool.choice.best(DEMAND, 0)).isNull();
    }

    @Test
    void aKeyThatJoinsOrReturnsStartsAtTheLowestStandingOfTheOthers() {
        KeyModelState a = admit("a");
        KeyModelState b = admit("b");
        cool(b);
        for (int i = 0; i < 3; i++) {
            pool.granted(a);
        }
        pool.place(a);
        assertThat(admit("c").standing).isEqualTo(3);
        b.own.end();
        b.reconsider();
        pool.place(b);
        assertThat(b.standing).isEqualTo(3);
    }

    @Test
    void aNewDayBeginsWithEqualStandings() {
        KeyModelState a = admit("a");
        pool.granted(a);
        pool.place(a);
        pool.forgetTheDay();
        assertThat(a.calls).isZero();
        assertThat(a.standing).isZero();
        assertThat(admit("b").standing).isZero();
    }

    private KeyModelState admit(String id) {
        ProviderKey key = ProviderKey.of(id, Secret.of("s"));
        pool.admit(new PooledKey(key, new AccountState(id), sequence.next()));
        return Objects.requireNonNull(pool.states.get(id));
    }

    private void cool(KeyModelState state) {
        Cooldown.Cause cause = new Cooldown.Cause(FailureClass.RATE_SHORT, "");
        state.own.begin(new Cooldown(state.own, cause, 0, 0, 60_000, cooldown -> {}));
        state.reconsider();
        pool.place(state);
    }
}
