package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.choice.KeyOrder;
import dev.keyway.filters.keypool.choice.ReadyKeys;
import dev.keyway.filters.keypool.cooldown.CooldownScope;
import dev.keyway.filters.keypool.fault.Breaker;
import dev.keyway.filters.keypool.fault.FailedBodies;
import dev.keyway.filters.keypool.pacing.PacedAccount;
import dev.keyway.filters.keypool.queue.FairQueue;
import dev.keyway.filters.keypool.queue.ServiceTimes;
import dev.keyway.filters.keypool.timing.IndexedHeap;
import dev.keyway.filters.keypool.timing.Sequence;
import dev.keyway.filters.keypool.timing.Timed;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pool of one model: its keys, the demands that wait for them, and what is known of both. */
final class ModelPool {

    final String model;
    final Map<String, KeyModelState> states = new LinkedHashMap<>();
    final FairQueue<Waiter> queue = new FairQueue<>();
    final Breaker breaker = new Breaker();
    final ServiceTimes serviceTimes = new ServiceTimes();
    final FailedBodies failedBodies = new FailedBodies();
    final ReferenceKeys referenceKeys = new ReferenceKeys();
    final IndexedHeap<KeyModelState> cooling = new IndexedHeap<>();
    private final ReadyKeys<KeyModelState> ready;
    private final Standings standings;
    private final KeyPlacement placement;
    final KeyChoice choice;
    private final Map<String, KeyModelState> leaving = new HashMap<>();
    private final Map<String, CooldownScope> accounts = new HashMap<>();
    private final Map<String, PacedAccount> paces = new HashMap<>();
    final ModelRefill refill = new ModelRefill(this);
    final TokensFit tokensFit = new TokensFit();
    private final Notifications notifications;
    private final Sequence sequence;
    final ModelConcurrency concurrency;
    int inFlight;
    boolean isChanged;

    /** What ends the breaker's time, once there was one. */
    @Nullable
    Timed halfOpening;

    /** Whether a key has begun to cool or has left, so that some who wait may have lost all hope. */
    boolean hasFewerKeys;

    ModelPool(
            String model,
            PoolSettings settings,
            ConversationHomes homes,
            Notifications notifications,
            Sequence sequence) {
        this(
                model,
                KeyOrder.of(settings.strategy()),
                new ModelConcurrency(settings.maxInFlightPerKey()),
                homes,
                notifications,
                sequence);
    }

    ModelPool(
            String model,
            KeyOrder order,
            ModelConcurrency concurrency,
            ConversationHomes homes,
            Notifications notifications,
            Sequence sequence) {
        this.model = model;
        this.ready = new ReadyKeys<>(order);
        this.standings = new Standings(order);
        this.placement = new KeyPlacement(this, ready, cooling, standings, sequence);
        this.choice = new KeyChoice(ready, states, homes, breaker);
        this.concurrency = concurrency;
        this.notifications = notifications;
        this.sequence = sequence;
    }

    void adopt(PoolSettings settings) {
        KeyOrder order = KeyOrder.of(settings.strategy());
        ready.adopt(order);
        standings.adopt(order);
        concurrency.adopt(settings.maxInFlightPerKey());
    }

    void admit(PooledKey key) {
        KeyModelState state = states.get(key.id());
        CooldownScope account =
                accounts.computeIfAbsent(key.key.account(), name -> new CooldownScope(null, name, model));
        PacedAccount pace = paces.computeIfAbsent(key.key.account(), name -> new PacedAccount(name, model));
        if (state == null) {
            state = leaving.remove(key.id());
            if (state == null || state.key != key) {
                state = new KeyModelState(key, this, account, pace, sequence.next());
            }
            state.accountForModel = account;
            state.pace = pace;
            standings.start(state);
            states.put(key.id(), state);
            concurrency.joined(state, key.key.maxInFlight());
        } else {
            state.accountForModel = account;
            state.pace = pace;
            concurrency.limit(state, key.key.maxInFlight());
        }
        state.isGone = false;
        state.reconsider();
        place(state);
    }

    /** @return the state that left, if the key had one */
    @Nullable
    KeyModelState dismiss(String keyId) {
        KeyModelState state = states.remove(keyId);
        if (state != null) {
            state.isGone = true;
            placement.remove(state);
            concurrency.left(state);
            if (state.inFlight > 0) {
                leaving.put(keyId, state);
            }
            hasFewerKeys = true;
            notifications.changed(this);
        }
        return state;
    }

    /** @return the account that was dropped with what is known of its limits, if the model had it */
    @Nullable
    CooldownScope dropAccount(String name) {
        paces.remove(name);
        return accounts.remove(name);
    }

    /** The last call with a key that has left is over. */
    void forget(KeyModelState state) {
        leaving.remove(state.key.id(), state);
    }

    /** Puts a key where its state says that it belongs. */
    void place(KeyModelState state) {
        if (!state.isGone) {
            placement.place(state);
        }
    }

    void granted(KeyModelState state) {
        standings.granted(state);
    }

    /** Those who wait may have new hope, or less. */
    void changed() {
        if (!queue.isEmpty()) {
            notifications.changed(this);
        }
    }

    /** A new day: every key starts at nought. */
    void forgetTheDay() {
        for (KeyModelState state : states.values()) {
            standings.setCalls(state, 0);
            state.hasServed = false;
            state.backoffStep = 0;
            state.acquit();
        }
        states.values().forEach(this::place);
    }

    /** Goes on from the calls that a key had today before a restart. */
    void resume(KeyModelState state, long calls) {
        standings.setCalls(state, calls);
        state.hasServed = true;
        place(state);
    }

    /** Whether nothing would be lost with this model pool. */
    boolean isBlank() {
        return inFlight == 0
                && queue.isEmpty()
                && cooling.isEmpty()
                && breaker.isClosed()
                && states.values().stream().noneMatch(state -> state.hasServed);
    }

    /** A key's limits may have more room than was thought. */
    void moreMayFit() {
        ready.moreMayFit();
        changed();
    }

    /** Due when the tokens of one who waits will fit a key that is ready for smaller requests. */
    final class TokensFit extends Timed {

        @Override
        protected void due() {
            moreMayFit();
        }
    }
}
