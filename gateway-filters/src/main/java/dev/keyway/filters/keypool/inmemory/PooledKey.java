package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.cooldown.CooldownScope;
import dev.keyway.filters.keypool.fault.Trust;
import dev.keyway.filters.model.ProviderKey;
import java.util.ArrayList;
import java.util.List;

/** Pooled key: a key with its state across all models. */
final class PooledKey {

    ProviderKey key;
    AccountState account;
    CooldownScope own;
    int inFlight;
    boolean isGone;
    final Trust trust = new Trust();

    /** When it was last given out, as a turn; keys never given out come first, in the order of the settings. */
    long lastUsed;

    /** Its models whose ready keys rank it as busy, to be moved when it falls idle. */
    private List<KeyModelState> rankedAsBusy = List.of();

    PooledKey(ProviderKey key, AccountState account, long ordinal) {
        this.key = key;
        this.account = account;
        this.own = new CooldownScope(key.id(), key.account(), null);
        this.lastUsed = Long.MIN_VALUE + ordinal;
    }

    String id() {
        return key.id();
    }

    boolean mayServe(String model) {
        return key.serves(model);
    }

    void rankedAsBusy(KeyModelState state) {
        if (rankedAsBusy.isEmpty()) {
            rankedAsBusy = new ArrayList<>();
        }
        rankedAsBusy.add(state);
    }

    void fellIdle() {
        List<KeyModelState> raised = rankedAsBusy;
        rankedAsBusy = List.of();
        for (KeyModelState state : raised) {
            state.isRankedAsBusy = false;
            state.modelPool.place(state);
        }
    }
}
