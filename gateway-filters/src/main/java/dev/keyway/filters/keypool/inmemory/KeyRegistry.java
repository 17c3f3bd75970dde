package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.cooldown.CooldownScope;
import dev.keyway.filters.keypool.pacing.PacedAccount;
import dev.keyway.filters.keypool.timing.Sequence;
import dev.keyway.filters.model.ProviderKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Registry of the keys, accounts and models of a pool. */
final class KeyRegistry {

    /** Above this number, model pools in which nothing was ever served are removed: their names come from callers. */
    private static final int MOST_BLANK = 512;

    private final Map<String, PooledKey> keys = new LinkedHashMap<>();
    /** Keys that have left with calls in flight, should they come back before these end. */
    private final Map<String, PooledKey> leaving = new HashMap<>();

    private final Map<String, AccountState> accounts = new HashMap<>();
    private final Map<String, ModelPool> modelPools = new HashMap<>();
    private final ConversationHomes homes = new ConversationHomes();
    private final Notifications notifications;
    private final Sequence sequence;
    private PoolSettings settings;

    KeyRegistry(PoolSettings settings, Notifications notifications, Sequence sequence) {
        this.settings = settings;
        this.notifications = notifications;
        this.sequence = sequence;
    }

    PoolSettings settings() {
        return settings;
    }

    ConversationHomes homes() {
        return homes;
    }

    Collection<PooledKey> keys() {
        return keys.values();
    }

    Collection<ModelPool> modelPools() {
        return modelPools.values();
    }

    boolean has(String keyId) {
        return keys.containsKey(keyId);
    }

    PooledKey key(String keyId) {
        PooledKey key = keys.get(keyId);
        if (key == null) {
            throw new IllegalArgumentException("the pool has no key " + keyId);
        }
        return key;
    }

    /** The model pool of a model that was asked for before, or null. */
    @Nullable
    ModelPool knownModelPool(String model) {
        return modelPools.get(model);
    }

    /** The state of a key for a model that was asked for before, or null. */
    @Nullable
    KeyModelState knownState(String keyId, String model) {
        ModelPool modelPool = modelPools.get(model);
        return modelPool == null ? null : modelPool.states.get(keyId);
    }

    ModelPool modelPool(String model) {
        ModelPool modelPool = modelPools.get(model);
        return modelPool != null ? modelPool : newModelPool(model);
    }

    private ModelPool newModelPool(String model) {
        if (modelPools.size() >= MOST_BLANK) {
            modelPools.values().removeIf(ModelPool::isBlank);
        }
        ModelPool modelPool = new ModelPool(model, settings, homes, notifications, sequence);
        modelPools.put(model, modelPool);
        for (PooledKey key : keys.values()) {
            if (key.mayServe(model)) {
                modelPool.admit(key);
            }
        }
        return modelPool;
    }

    /** The states that a cooldown of this concerns. */
    void eachStateOf(CooldownScope scope, Consumer<KeyModelState> action) {
        String keyId = scope.keyId();
        Set<String> ids = keyId == null ? keyIdsOf(scope.account()) : Set.of(keyId);
        eachStateOf(ids, modelPoolsOf(scope.model()), action);
    }

    /** The states of an account for the model that it is paced for. */
    void eachStateOf(PacedAccount paced, Consumer<KeyModelState> action) {
        eachStateOf(keyIdsOf(paced.account()), modelPoolsOf(paced.model()), action);
    }

    private static void eachStateOf(Set<String> ids, Collection<ModelPool> concerned, Consumer<KeyModelState> action) {
        for (ModelPool modelPool : concerned) {
            for (String id : ids) {
                KeyModelState state = modelPool.states.get(id);
                if (state != null) {
                    action.accept(state);
                }
            }
        }
    }

    private Collection<ModelPool> modelPoolsOf(@Nullable String model) {
        if (model == null) {
            return modelPools.values();
        }
        ModelPool modelPool = modelPools.get(model);
        return modelPool == null ? List.of() : List.of(modelPool);
    }

    private Set<String> keyIdsOf(String name) {
        AccountState account = accounts.get(name);
        return account == null ? Set.of() : account.keyIds;
    }

    /**
     * Takes over a new list of keys and settings: keys that stay keep their state, those that go finish what they have
     * in flight. A key with another secret is another key, and so is its account where that is the key's own.
     *
     * @return what belonged to keys and accounts that are gone
     */
    List<CooldownScope> replace(List<ProviderKey> wanted, PoolSettings newSettings) {
        settings = newSettings;
        homes.adopt(newSettings.strategy());
        List<CooldownScope> gone = new ArrayList<>();
        Map<String, ProviderKey> byId = new LinkedHashMap<>();
        wanted.forEach(key -> byId.putIfAbsent(key.id(), key));
        for (PooledKey key : List.copyOf(keys.values())) {
            ProviderKey next = byId.get(key.id());
            if (next == null) {
                dismiss(key, gone);
            } else if (!next.secret().equals(key.key.secret())) {
                dismiss(key, gone);
                dropOwnAccount(key, gone);
            }
        }
        byId.values().forEach(this::engage);
        dropEmptyAccounts(gone);
        for (ModelPool modelPool : modelPools.values()) {
            refresh(modelPool, gone);
        }
        return gone;
    }

    private void dismiss(PooledKey key, List<CooldownScope> gone) {
        keys.remove(key.id());
        key.isGone = true;
        if (key.inFlight > 0) {
            leaving.put(key.id(), key);
        }
        key.account.keyIds.remove(key.id());
        gone.add(key.own);
    }

    /** Drops the account of a key with no other key and no name but the key's. */
    private void dropOwnAccount(PooledKey key, List<CooldownScope> gone) {
        String account = key.key.account();
        if (!account.equals(key.id()) || !key.account.keyIds.isEmpty()) {
            return;
        }
        accounts.remove(account);
        gone.add(key.account.own);
        for (ModelPool modelPool : modelPools.values()) {
            CooldownScope ofModel = modelPool.dropAccount(account);
            if (ofModel != null) {
                gone.add(ofModel);
            }
        }
    }

    private void engage(ProviderKey wanted) {
        PooledKey key = keys.get(wanted.id());
        AccountState account = accounts.computeIfAbsent(wanted.account(), AccountState::new);
        if (key == null) {
            keys.put(wanted.id(), comingBack(wanted, account));
        } else {
            key.account.keyIds.remove(key.id());
            key.account = account;
            key.key = wanted;
        }
        account.keyIds.add(wanted.id());
    }

    private PooledKey comingBack(ProviderKey wanted, AccountState account) {
        PooledKey key = leaving.get(wanted.id());
        if (key == null || !key.key.secret().equals(wanted.secret())) {
            return new PooledKey(wanted, account, sequence.next());
        }
        leaving.remove(wanted.id());
        key.isGone = false;
        key.account = account;
        key.key = wanted;
        return key;
    }

    /** The last call of a key that has left is over. */
    void forget(PooledKey key) {
        if (key.isGone) {
            leaving.remove(key.id(), key);
        }
    }

    private void dropEmptyAccounts(List<CooldownScope> gone) {
        for (AccountState account : List.copyOf(accounts.values())) {
            if (account.keyIds.isEmpty()) {
                accounts.remove(account.own.account());
                gone.add(account.own);
            }
        }
    }

    private void refresh(ModelPool modelPool, List<CooldownScope> gone) {
        modelPool.adopt(settings);
        for (KeyModelState state : List.copyOf(modelPool.states.values())) {
            PooledKey key = keys.get(state.key.id());
            if (key != state.key || !key.mayServe(modelPool.model)) {
                modelPool.dismiss(state.key.id());
                gone.add(state.own);
            }
        }
        for (PooledKey key : keys.values()) {
            if (key.mayServe(modelPool.model)) {
                modelPool.admit(key);
            }
        }
    }
}
