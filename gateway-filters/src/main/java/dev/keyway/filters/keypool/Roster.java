package dev.keyway.filters.keypool;

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

/** Which keys, accounts and model lanes a pool has. */
final class Roster {

    /** Above this number, lanes in which nothing was ever served make room: their names come from callers. */
    private static final int LANES_KEPT = 512;

    private final Map<String, KeyState> keys = new LinkedHashMap<>();
    /** Keys that have left with calls in flight, should they come back before these end. */
    private final Map<String, KeyState> leaving = new HashMap<>();

    private final Map<String, AccountState> accounts = new HashMap<>();
    private final Map<String, ModelLane> lanes = new HashMap<>();
    private final Agenda agenda;
    private final Sequence sequence;
    private PoolSettings settings;

    Roster(PoolSettings settings, Agenda agenda, Sequence sequence) {
        this.settings = settings;
        this.agenda = agenda;
        this.sequence = sequence;
    }

    PoolSettings settings() {
        return settings;
    }

    Collection<KeyState> keys() {
        return keys.values();
    }

    Collection<ModelLane> lanes() {
        return lanes.values();
    }

    boolean has(String keyId) {
        return keys.containsKey(keyId);
    }

    KeyState key(String keyId) {
        KeyState key = keys.get(keyId);
        if (key == null) {
            throw new IllegalArgumentException("the pool has no key " + keyId);
        }
        return key;
    }

    /** The lane of a model that was asked for before, or null. */
    @Nullable
    ModelLane knownLane(String model) {
        return lanes.get(model);
    }

    /** The seat of a key for a model that was asked for before, or null. */
    @Nullable
    Seat knownSeat(String keyId, String model) {
        ModelLane lane = lanes.get(model);
        return lane == null ? null : lane.seats.get(keyId);
    }

    ModelLane lane(String model) {
        ModelLane lane = lanes.get(model);
        return lane != null ? lane : newLane(model);
    }

    private ModelLane newLane(String model) {
        if (lanes.size() >= LANES_KEPT) {
            lanes.values().removeIf(ModelLane::isBlank);
        }
        ModelLane lane = new ModelLane(model, settings, agenda, sequence);
        lanes.put(model, lane);
        for (KeyState key : keys.values()) {
            if (key.mayServe(model)) {
                lane.admit(key);
            }
        }
        return lane;
    }

    /** The seats that a cooldown of this concerns. */
    void eachSeatOf(Coolable target, Consumer<Seat> action) {
        Set<String> ids = keyIdsOf(target);
        Collection<ModelLane> concerned = lanesOf(target);
        for (ModelLane lane : concerned) {
            for (String id : ids) {
                Seat seat = lane.seats.get(id);
                if (seat != null) {
                    action.accept(seat);
                }
            }
        }
    }

    private Collection<ModelLane> lanesOf(Coolable target) {
        if (target.model == null) {
            return lanes.values();
        }
        ModelLane lane = lanes.get(target.model);
        return lane == null ? List.of() : List.of(lane);
    }

    private Set<String> keyIdsOf(Coolable target) {
        if (target.keyId != null) {
            return Set.of(target.keyId);
        }
        AccountState account = accounts.get(target.account);
        return account == null ? Set.of() : account.keyIds;
    }

    /**
     * Takes over a new list of keys and settings: keys that stay keep their state, those that go finish what they have
     * in flight. A key with another secret is another key, and so is its account where that is the key's own.
     *
     * @return what belonged to keys and accounts that are gone
     */
    List<Coolable> replace(List<ProviderKey> wanted, PoolSettings newSettings) {
        settings = newSettings;
        List<Coolable> gone = new ArrayList<>();
        Map<String, ProviderKey> byId = new LinkedHashMap<>();
        wanted.forEach(key -> byId.putIfAbsent(key.id(), key));
        for (KeyState key : List.copyOf(keys.values())) {
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
        for (ModelLane lane : lanes.values()) {
            refresh(lane, gone);
        }
        return gone;
    }

    private void dismiss(KeyState key, List<Coolable> gone) {
        keys.remove(key.id());
        key.isGone = true;
        if (key.inFlight > 0) {
            leaving.put(key.id(), key);
        }
        key.account.keyIds.remove(key.id());
        gone.add(key.own);
    }

    /** Drops the account of a key with no other key and no name but the key's. */
    private void dropOwnAccount(KeyState key, List<Coolable> gone) {
        String account = key.key.account();
        if (!account.equals(key.id()) || !key.account.keyIds.isEmpty()) {
            return;
        }
        accounts.remove(account);
        gone.add(key.account.own);
        for (ModelLane lane : lanes.values()) {
            Coolable ofLane = lane.dropAccount(account);
            if (ofLane != null) {
                gone.add(ofLane);
            }
        }
    }

    private void engage(ProviderKey wanted) {
        KeyState key = keys.get(wanted.id());
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

    private KeyState comingBack(ProviderKey wanted, AccountState account) {
        KeyState key = leaving.get(wanted.id());
        if (key == null || !key.key.secret().equals(wanted.secret())) {
            return new KeyState(wanted, account, sequence.next());
        }
        leaving.remove(wanted.id());
        key.isGone = false;
        key.account = account;
        key.key = wanted;
        return key;
    }

    /** The last call of a key that has left is over. */
    void forget(KeyState key) {
        if (key.isGone) {
            leaving.remove(key.id(), key);
        }
    }

    private void dropEmptyAccounts(List<Coolable> gone) {
        for (AccountState account : List.copyOf(accounts.values())) {
            if (account.keyIds.isEmpty()) {
                accounts.remove(account.own.account);
                gone.add(account.own);
            }
        }
    }

    private void refresh(ModelLane lane, List<Coolable> gone) {
        lane.adopt(settings);
        for (Seat seat : List.copyOf(lane.seats.values())) {
            KeyState key = keys.get(seat.key.id());
            if (key != seat.key || !key.mayServe(lane.model)) {
                lane.dismiss(seat.key.id());
                gone.add(seat.own);
            }
        }
        for (KeyState key : keys.values()) {
            if (key.mayServe(lane.model)) {
                lane.admit(key);
            }
        }
    }
}
