package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.choice.ReadyKeys;
import dev.keyway.filters.keypool.fault.Breaker;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Choice of a key of a model for a demand, among those that are ready and as the breaker allows. */
final class KeyChoice {

    /** However many keys an account has, looking for one costs no more than this. */
    private static final int MOST_AT_HOME = 16;

    private final ReadyKeys<KeyModelState> ready;
    private final Map<String, KeyModelState> states;
    private final ConversationHomes homes;
    private final Breaker breaker;

    KeyChoice(
            ReadyKeys<KeyModelState> ready,
            Map<String, KeyModelState> states,
            ConversationHomes homes,
            Breaker breaker) {
        this.ready = ready;
        this.states = states;
        this.homes = homes;
        this.breaker = breaker;
    }

    /** The best key for a demand that could be used now, or null. */
    @Nullable
    KeyModelState best(KeyDemand demand, long now) {
        if (hasNoneReady()) {
            return null;
        }
        if (breaker.holdsBackRetries()) {
            return underDoubt(demand, now);
        }
        KeyModelState preferred = preferred(demand, now);
        if (preferred != null) {
            return preferred;
        }
        KeyModelState atHome = atHome(demand, now);
        if (atHome != null) {
            return atHome;
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
        return breaker.holdsBackRetries() ? underDoubt(demand, now) : ready.best(demand::allows, demand.cost(), now);
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
        if (breaker.holdsBackAll()) {
            return false;
        }
        return !breaker.holdsBackRetries() || demand.isFirst() || (demand.isUncompared() && states.size() > 1);
    }

    /** Until when the breaker does not let a demand pass, in milliseconds; 0 if it does. */
    long heldBackUntil(KeyDemand demand) {
        return admits(demand) ? 0 : breaker.openUntil();
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

    /** Whether no demand could be met. */
    boolean hasNoneReady() {
        return ready.isEmpty() || breaker.holdsBackAll();
    }

    /** The first moment at which the tokens of a demand fit that {@link #best} had no key for since this was last asked. */
    long takeNextFit() {
        return ready.takeNextFit();
    }

    private @Nullable KeyModelState preferred(KeyDemand demand, long now) {
        if (demand.preferredKey() == null) {
            return null;
        }
        KeyModelState state = states.get(demand.preferredKey());
        return state != null && demand.allows(state.key.key) && isReady(state, demand, now) ? state : null;
    }

    /** Of the account that served the conversation last, the ready key with the fewest calls in flight. */
    private @Nullable KeyModelState atHome(KeyDemand demand, long now) {
        AccountState home = homes.of(demand.conversation());
        KeyModelState best = null;
        int looked = 0;
        for (Iterator<String> ids = keyIds(home); ids.hasNext() && looked < MOST_AT_HOME; looked++) {
            KeyModelState state = states.get(ids.next());
            if (state != null
                    && demand.prefers(state.key.key)
                    && isReady(state, demand, now)
                    && (best == null || state.inFlight < best.inFlight)) {
                best = state;
            }
        }
        return best;
    }

    private static Iterator<String> keyIds(@Nullable AccountState account) {
        return account == null ? Collections.emptyIterator() : account.keyIds.iterator();
    }

    private static boolean isReady(KeyModelState state, KeyDemand demand, long now) {
        return state.placement == KeyModelState.Placement.READY && state.pace.admits(demand.cost(), now);
    }

    private boolean couldServeElsewhere(KeyDemand demand) {
        return states.values().stream()
                .anyMatch(state -> state.placement != KeyModelState.Placement.COOLING && demand.prefers(state.key.key));
    }
}
