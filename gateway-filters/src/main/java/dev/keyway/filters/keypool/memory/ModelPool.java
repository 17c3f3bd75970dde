package dev.keyway.filters.keypool.memory;

import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.choice.KeyOrder;
import dev.keyway.filters.keypool.choice.ReadyKeys;
import dev.keyway.filters.keypool.choice.StandingHistogram;
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

/**
 * All keys as one model sees them: the ready in the order of choice, the cooling in the order of their return.
 */
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
    private final Map<String, KeyModelState> leaving = new HashMap<>();
    private final Map<String, CooldownScope> accounts = new HashMap<>();
    private final Map<String, PacedAccount> paces = new HashMap<>();
    final ModelRefill refill = new ModelRefill(this);
    final TokensFit tokensFit = new TokensFit();
    private final StandingHistogram tally = new StandingHistogram();
    private final Notifications notifications;
    private final Sequence sequence;
    private KeyOrder order;
    final ModelLimits caps;
    int inFlight;
    boolean isChanged;

    /** What ends the breaker's time, once there was one. */
    @Nullable
    Timed halfOpening;

    /** Whether a key has begun to cool or has left, so that some who wait may have lost all hope. */
    boolean hasFewerKeys;

    ModelPool(String model, PoolSettings settings, Notifications notifications, Sequence sequence) {
        this(
                model,
                KeyOrder.of(settings.strategy()),
                new ModelLimits(settings.maxInFlightPerKey()),
                notifications,
                sequence);
    }

    ModelPool(String model, KeyOrder order, ModelLimits caps, Notifications notifications, Sequence sequence) {
        this.model = model;
        this.order = order;
        this.ready = new ReadyKeys<>(order);
        this.caps = caps;
        this.notifications = notifications;
        this.sequence = sequence;
    }

    void adopt(PoolSettings settings) {
        order = KeyOrder.of(settings.strategy());
        ready.adopt(order);
        caps.adopt(settings.maxInFlightPerKey());
    }

    void admit(KeyState key) {
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
            state.standing = tally.lowest();
            states.put(key.id(), state);
            caps.joined(state, key.key.maxInFlight());
        } else {
            state.accountForModel = account;
            state.pace = pace;
            caps.limit(state, key.key.maxInFlight());
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
            leave(state);
            caps.left(state);
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

    /** Whether keys of several accounts could be asked. */
    boolean hasSeveralAccounts() {
        AccountState first = null;
        for (KeyModelState state : states.values()) {
            if (state.placement == KeyModelState.Placement.COOLING) {
                continue;
            }
            if (first != null && state.key.account != first) {
                return true;
            }
            first = state.key.account;
        }
        return false;
    }

    /** Puts a state where its state says that it belongs. */
    void place(KeyModelState state) {
        if (state.isGone) {
            return;
        }
        KeyModelState.Placement placement = placementOf(state);
        if (placement == state.placement) {
            rearrange(state);
            return;
        }
        leave(state);
        state.placement = placement;
        switch (placement) {
            case READY -> enterReady(state);
            case COOLING -> enterCooling(state);
            case BUSY, NONE -> {}
        }
    }

    private KeyModelState.Placement placementOf(KeyModelState state) {
        if (state.isCooling) {
            return KeyModelState.Placement.COOLING;
        }
        return caps.isFull(state) || state.awaitsProbe || state.pace.isSpent()
                ? KeyModelState.Placement.BUSY
                : KeyModelState.Placement.READY;
    }

    private void rearrange(KeyModelState state) {
        if (state.placement == KeyModelState.Placement.READY) {
            ready.move(state);
        } else if (state.placement == KeyModelState.Placement.COOLING) {
            cooling.move(state, state.coolingUntil(), 0);
        }
    }

    private void leave(KeyModelState state) {
        switch (state.placement) {
            case READY -> ready.remove(state);
            case COOLING -> {
                cooling.remove(state);
                caps.ceasedToCool(state);
                state.standing = Math.max(state.standing, tally.lowest());
                tally.add(state.standing);
            }
            case NONE -> tally.add(state.standing);
            case BUSY -> {}
        }
        state.placement = KeyModelState.Placement.BUSY;
        if (state.isGone) {
            tally.remove(state.standing);
            state.placement = KeyModelState.Placement.NONE;
        }
    }

    private void enterReady(KeyModelState state) {
        ready.add(state);
        if (!queue.isEmpty()) {
            notifications.changed(this);
        }
    }

    private void enterCooling(KeyModelState state) {
        tally.remove(state.standing);
        state.rotation = sequence.next();
        cooling.add(state, state.coolingUntil(), 0);
        caps.beganToCool(state);
        hasFewerKeys = true;
        if (!queue.isEmpty()) {
            notifications.changed(this);
        }
    }

    void granted(KeyModelState state) {
        state.calls++;
        raise(state, order.costOfGrant(state));
    }

    private void raise(KeyModelState state, long cost) {
        if (cost == 0) {
            return;
        }
        boolean isTallied =
                state.placement == KeyModelState.Placement.READY || state.placement == KeyModelState.Placement.BUSY;
        if (isTallied) {
            tally.remove(state.standing);
        }
        state.standing += cost;
        if (isTallied) {
            tally.add(state.standing);
        }
    }

    /** A new day: every key starts at nought. */
    void forgetTheDay() {
        for (KeyModelState state : states.values()) {
            setCalls(state, 0);
            state.hasServed = false;
            state.backoffStep = 0;
            state.acquit();
        }
        states.values().forEach(this::place);
    }

    /** Goes on from the calls that a key had today before a restart. */
    void resume(KeyModelState state, long calls) {
        setCalls(state, calls);
        state.hasServed = true;
        place(state);
    }

    private void setCalls(KeyModelState state, long calls) {
        boolean isTallied =
                state.placement == KeyModelState.Placement.READY || state.placement == KeyModelState.Placement.BUSY;
        if (isTallied) {
            tally.remove(state.standing);
        }
        state.calls = calls;
        state.standing = calls * order.costOfGrant(state);
        if (isTallied) {
            tally.add(state.standing);
        }
    }

    /** Whether nothing would be lost with this model pool. */
    boolean isBlank() {
        return inFlight == 0
                && queue.isEmpty()
                && cooling.isEmpty()
                && breaker.isClosed()
                && states.values().stream().noneMatch(state -> state.hasServed);
    }

    /** The best key for a demand that could be used now, or null. */
    @Nullable
    KeyModelState best(KeyDemand demand, long now) {
        if (hasNoneReady()) {
            return null;
        }
        if (breaker.isShut()) {
            return underDoubt(demand, now);
        }
        KeyModelState preferred = preferred(demand, now);
        if (preferred != null) {
            return preferred;
        }
        KeyModelState elsewhere = ready.best(demand::prefers, demand.cost(), now);
        if (elsewhere != null || demand.avoidedAccounts().isEmpty() || couldServeElsewhere(demand)) {
            return elsewhere;
        }
        return ready.best(demand::allows, demand.cost(), now);
    }

    /** As {@link #best(KeyDemand, long)}, for a demand that can wait no longer for another account. */
    @Nullable
    KeyModelState bestOfAnyAccount(KeyDemand demand, long now) {
        if (hasNoneReady()) {
            return null;
        }
        return breaker.isShut() ? underDoubt(demand, now) : ready.best(demand::allows, demand.cost(), now);
    }

    /** A key's limits may have more room than was thought. */
    void moreMayFit() {
        ready.moreMayFit();
        if (!queue.isEmpty()) {
            notifications.changed(this);
        }
    }

    /** The first moment at which the tokens of a demand fit that {@link #best} had no key for since this was last asked. */
    long takeNextFit() {
        return ready.takeNextFit();
    }

    /** While provider or requests are in doubt each request is tried on one key and then on another. */
    private @Nullable KeyModelState underDoubt(KeyDemand demand, long now) {
        if (!admits(demand)) {
            return null;
        }
        return ready.best(key -> demand.allows(key) && !key.id().equals(demand.preferredKey()), demand.cost(), now);
    }

    /** Whether the breaker lets a demand pass. */
    boolean admits(KeyDemand demand) {
        if (breaker.isShutToAll()) {
            return false;
        }
        return !breaker.isShut() || demand.isFirst() || (demand.isUncompared() && states.size() > 1);
    }

    /** Until when the breaker lets a demand not pass, in milliseconds; 0 if it does. */
    long shutUntil(KeyDemand demand) {
        return admits(demand) ? 0 : breaker.openUntil();
    }

    /** Whether no demand could be met. */
    boolean hasNoneReady() {
        return ready.isEmpty() || breaker.isShutToAll();
    }

    private @Nullable KeyModelState preferred(KeyDemand demand, long now) {
        if (demand.preferredKey() == null) {
            return null;
        }
        KeyModelState state = states.get(demand.preferredKey());
        boolean isReady = state != null
                && state.placement == KeyModelState.Placement.READY
                && demand.allows(state.key.key)
                && state.pace.admits(demand.cost(), now);
        return isReady ? state : null;
    }

    private boolean couldServeElsewhere(KeyDemand demand) {
        return states.values().stream()
                .anyMatch(state -> state.placement != KeyModelState.Placement.COOLING && demand.prefers(state.key.key));
    }

    /** Due when the tokens of one who waits will fit a key that is ready for smaller requests. */
    final class TokensFit extends Timed {

        @Override
        protected void due() {
            moreMayFit();
        }
    }
}
