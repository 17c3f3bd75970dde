package dev.keyway.filters.keypool;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A lane's ready keys in the order of choice. The order is repaired lazily: what can only make a key less eligible (a call
 * for another model) is noticed when the key surfaces; a key that falls idle says so.
 */
final class ReadyKeys {

    private final IndexedHeap<Seat> heap = new IndexedHeap<>();
    private KeyOrder order;

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
        noteIfBusy(seat);
        heap.add(seat, order.rank(seat), order.tiebreak(seat));
    }

    void move(Seat seat) {
        noteIfBusy(seat);
        heap.move(seat, order.rank(seat), order.tiebreak(seat));
    }

    void remove(Seat seat) {
        heap.remove(seat);
    }

    private static void noteIfBusy(Seat seat) {
        if (seat.key.inFlight > 0 && !seat.isRankedAsBusy) {
            seat.isRankedAsBusy = true;
            seat.key.rankedAsBusy(seat);
        }
    }

    /** The first in order that suits, or null. */
    @Nullable
    Seat best(Predicate<ProviderKey> suits) {
        Seat first = first();
        if (first == null || suits.test(first.key.key)) {
            return first;
        }
        Seat best = null;
        for (int i = 0; i < heap.size(); i++) {
            Seat seat = heap.at(i);
            if (suits.test(seat.key.key) && (best == null || isBefore(seat, best))) {
                best = seat;
            }
        }
        return best;
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
