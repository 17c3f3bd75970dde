package dev.keyway.filters.keypool;

import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.quota.RequestCost;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A lane's ready keys in the order of choice. The order is repaired lazily: what can only make a key less eligible (a call
 * for another model) is noticed when the key surfaces; a key that falls idle says so.
 */
final class ReadyKeys {

    private final IndexedHeap<Seat> heap = new IndexedHeap<>();
    private KeyOrder order;
    private long nextFit = Timers.NEVER;

    /** A request that no key could take when all were looked through; good until a key comes, moves or goes. */
    private @Nullable RequestCost vain;

    private long vainAt;

    ReadyKeys(KeyOrder order) {
        this.order = order;
    }

    /** Orders by another strategy from now on. Each key must then be moved. */
    void adopt(KeyOrder other) {
        order = other;
    }

    boolean isEmpty() {
        return heap.isEmpty();
    }

    void add(Seat seat) {
        vain = null;
        noteIfBusy(seat);
        heap.add(seat, order.rank(seat), order.tiebreak(seat));
    }

    void move(Seat seat) {
        vain = null;
        noteIfBusy(seat);
        heap.move(seat, order.rank(seat), order.tiebreak(seat));
    }

    void remove(Seat seat) {
        vain = null;
        heap.remove(seat);
    }

    private static void noteIfBusy(Seat seat) {
        if (seat.key.inFlight > 0 && !seat.isRankedAsBusy) {
            seat.isRankedAsBusy = true;
            seat.key.rankedAsBusy(seat);
        }
    }

    /** The first in order that suits and whose limits have room, or null. */
    @Nullable
    Seat best(Predicate<ProviderKey> suits, RequestCost cost, long now) {
        Seat first = first();
        if (first == null || (suits.test(first.key.key) && first.pace.admits(cost, now))) {
            return first;
        }
        if (vain != null && vainAt == now && cost.isAtLeast(vain)) {
            return null;
        }
        return lookThrough(suits, cost, now);
    }

    private @Nullable Seat lookThrough(Predicate<ProviderKey> suits, RequestCost cost, long now) {
        Seat best = null;
        boolean isForTokens = true;
        for (int i = 0; i < heap.size(); i++) {
            Seat seat = heap.at(i);
            if (!suits.test(seat.key.key)) {
                isForTokens = false;
            } else if (!seat.pace.admits(cost, now)) {
                nextFit = Math.min(nextFit, seat.pace.admitsAt(cost, now));
            } else if (best == null || isBefore(seat, best)) {
                best = seat;
            }
        }
        if (best == null && isForTokens) {
            vain = cost;
            vainAt = now;
        }
        return best;
    }

    void moreMayFit() {
        vain = null;
    }

    /** The soonest moment at which a demand that was looked through for in vain will fit; forgets it. */
    long takeNextFit() {
        long moment = nextFit;
        nextFit = Timers.NEVER;
        return moment;
    }

    private boolean isBefore(Seat one, Seat other) {
        long rank = order.rank(one);
        long otherRank = order.rank(other);
        return rank != otherRank ? rank < otherRank : order.tiebreak(one) < order.tiebreak(other);
    }

    /** The first in order, once every key before it whose place was out of date has been moved back. */
    private @Nullable Seat first() {
        Seat first = heap.least();
        while (first != null) {
            long rank = order.rank(first);
            long tiebreak = order.tiebreak(first);
            if (rank == heap.firstOf(first) && tiebreak == heap.secondOf(first)) {
                return first;
            }
            noteIfBusy(first);
            heap.move(first, rank, tiebreak);
            first = heap.least();
        }
        return null;
    }
}
