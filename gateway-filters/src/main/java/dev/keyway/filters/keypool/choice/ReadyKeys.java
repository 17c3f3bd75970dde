package dev.keyway.filters.keypool.choice;

import dev.keyway.filters.keypool.timing.HeapEntry;
import dev.keyway.filters.keypool.timing.IndexedHeap;
import dev.keyway.filters.keypool.timing.Timers;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.quota.RequestCost;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Ready keys of a model in the order of choice. The order is repaired lazily: what can only make a key less eligible (a call
 * for another model) is noticed when the key surfaces; a key that falls idle says so.
 */
public final class ReadyKeys<C extends HeapEntry & Candidate> {

    private final IndexedHeap<C> heap = new IndexedHeap<>();
    private KeyOrder order;
    private long nextFit = Timers.NEVER;

    /** A request that no key could take when all were looked through; good until a key comes, moves or goes. */
    private @Nullable RequestCost vain;

    private long vainAt;

    public ReadyKeys(KeyOrder order) {
        this.order = order;
    }

    /** Orders by another strategy from now on. Each key must then be moved. */
    public void adopt(KeyOrder other) {
        order = other;
    }

    public boolean isEmpty() {
        return heap.isEmpty();
    }

    public void add(C key) {
        vain = null;
        noteIfBusy(key);
        heap.add(key, order.rank(key), order.tiebreak(key));
    }

    public void move(C key) {
        vain = null;
        noteIfBusy(key);
        heap.move(key, order.rank(key), order.tiebreak(key));
    }

    public void remove(C key) {
        vain = null;
        heap.remove(key);
    }

    private void noteIfBusy(C key) {
        if (key.inFlightOfKey() > 0) {
            key.rankedAsBusy();
        }
    }

    /** The first in order that suits and whose limits have room, or null. */
    @Nullable
    public C best(Predicate<ProviderKey> suits, RequestCost cost, long now) {
        C first = first();
        if (first == null || (suits.test(first.providerKey()) && first.admits(cost, now))) {
            return first;
        }
        if (vain != null && vainAt == now && cost.isAtLeast(vain)) {
            return null;
        }
        return lookThrough(suits, cost, now);
    }

    private @Nullable C lookThrough(Predicate<ProviderKey> suits, RequestCost cost, long now) {
        C best = null;
        boolean isForTokens = true;
        for (int i = 0; i < heap.size(); i++) {
            C key = heap.at(i);
            if (!suits.test(key.providerKey())) {
                isForTokens = false;
            } else if (!key.admits(cost, now)) {
                nextFit = Math.min(nextFit, key.admitsAt(cost, now));
            } else if (best == null || isBefore(key, best)) {
                best = key;
            }
        }
        if (best == null && isForTokens) {
            vain = cost;
            vainAt = now;
        }
        return best;
    }

    public void moreMayFit() {
        vain = null;
    }

    /** The soonest moment at which a demand that was looked through for in vain will fit; forgets it. */
    public long takeNextFit() {
        long moment = nextFit;
        nextFit = Timers.NEVER;
        return moment;
    }

    private boolean isBefore(C one, C other) {
        long rank = order.rank(one);
        long otherRank = order.rank(other);
        return rank != otherRank ? rank < otherRank : order.tiebreak(one) < order.tiebreak(other);
    }

    /** The first in order, once every key before it whose place was out of date has been moved back. */
    private @Nullable C first() {
        C first = heap.least();
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
