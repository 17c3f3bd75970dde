package dev.keyway.filters.keypool;

import dev.keyway.filters.model.ProviderKey;
import java.util.ArrayList;
import java.util.List;

/** One key's state across all models. */
final class KeyState {

    ProviderKey key;
    AccountState account;
    Coolable own;
    int inFlight;
    boolean isGone;
    final Repute repute = new Repute();

    /** When it was last given out, as a turn; keys never given out come first, in the order of the settings. */
    long lastUsed;

    /** Seats that a ready heap holds in the place of a busy key, to be raised when the key falls idle. */
    private List<Seat> rankedAsBusy = List.of();

    KeyState(ProviderKey key, AccountState account, long ordinal) {
        this.key = key;
        this.account = account;
        this.own = new Coolable(key.id(), key.account(), null);
        this.lastUsed = Long.MIN_VALUE + ordinal;
    }

    String id() {
        return key.id();
    }

    boolean mayServe(String model) {
        return key.serves(model);
    }

    void rankedAsBusy(Seat seat) {
        if (rankedAsBusy.isEmpty()) {
            rankedAsBusy = new ArrayList<>();
        }
        rankedAsBusy.add(seat);
    }

    void fellIdle() {
        List<Seat> raised = rankedAsBusy;
        rankedAsBusy = List.of();
        for (Seat seat : raised) {
            seat.isRankedAsBusy = false;
            seat.lane.place(seat);
        }
    }
}
