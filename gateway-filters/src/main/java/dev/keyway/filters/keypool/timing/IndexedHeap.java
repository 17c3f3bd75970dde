package dev.keyway.filters.keypool.timing;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries ordered by two numbers, least first. Adding, moving and removing any entry take O(log n). What is moved to keep the order
 * are numbers, which lie side by side, and no entry but the one concerned is touched: among thousands most are in no cache.
 */
public final class IndexedHeap<E extends HeapEntry> {

    private static final int ARITY = 4;
    private static final int FIRST_CAPACITY = 16;

    /** Each entry in the slot that it has while it is here. */
    private @Nullable HeapEntry[] entries = new HeapEntry[FIRST_CAPACITY];

    /** Of each slot, the place in the order. */
    private int[] places = new int[FIRST_CAPACITY];

    /** Of each place, the slot; the free slots come after the last place. */
    private int[] slots = upTo(FIRST_CAPACITY);

    /** Of each place, its two numbers. */
    private long[] ranks = new long[2 * FIRST_CAPACITY];

    private int size;

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    public E least() {
        return size == 0 ? null : at(0);
    }

    @SuppressWarnings("unchecked") // none but E come in
    public E at(int place) {
        return (E) Objects.requireNonNull(entries[slots[place]]);
    }

    public long firstOf(E entry) {
        return first(places[entry.slot]);
    }

    public long secondOf(E entry) {
        return second(places[entry.slot]);
    }

    public void add(E entry, long first, long second) {
        if (size == slots.length) {
            grow();
        }
        int slot = slots[size];
        entries[slot] = entry;
        entry.slot = slot;
        rise(slot, size++, first, second);
    }

    public void move(E entry, long first, long second) {
        settle(entry.slot, places[entry.slot], first, second);
    }

    public void remove(E entry) {
        int free = entry.slot;
        int place = places[free];
        entries[free] = null;
        entry.slot = HeapEntry.NOWHERE;
        size--;
        if (place != size) {
            settle(slots[size], place, first(size), second(size));
        }
        slots[size] = free;
    }

    private void grow() {
        int capacity = 2 * size;
        entries = Arrays.copyOf(entries, capacity);
        places = Arrays.copyOf(places, capacity);
        ranks = Arrays.copyOf(ranks, 2 * capacity);
        int[] more = upTo(capacity);
        System.arraycopy(slots, 0, more, 0, size);
        slots = more;
    }

    private static int[] upTo(int capacity) {
        int[] slots = new int[capacity];
        Arrays.setAll(slots, slot -> slot);
        return slots;
    }

    private void settle(int slot, int place, long first, long second) {
        if (isLess(first, second, place)) {
            rise(slot, place, first, second);
        } else {
            sink(slot, place, first, second);
        }
    }

    private void rise(int slot, int from, long first, long second) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / ARITY;
            if (!isLess(first, second, parent)) {
                break;
            }
            put(slots[parent], place, first(parent), second(parent));
            place = parent;
        }
        put(slot, place, first, second);
    }

    private void sink(int slot, int from, long first, long second) {
        int place = from;
        int child = leastChild(place);
        while (child != HeapEntry.NOWHERE && !isLess(first, second, child)) {
            put(slots[child], place, first(child), second(child));
            place = child;
            child = leastChild(place);
        }
        put(slot, place, first, second);
    }

    private int leastChild(int place) {
        int start = place * ARITY + 1;
        if (start >= size) {
            return HeapEntry.NOWHERE;
        }
        int end = Math.min(start + ARITY, size);
        int least = start;
        for (int child = start + 1; child < end; child++) {
            if (isLess(first(child), second(child), least)) {
                least = child;
            }
        }
        return least;
    }

    private void put(int slot, int place, long first, long second) {
        slots[place] = slot;
        places[slot] = place;
        ranks[2 * place] = first;
        ranks[2 * place + 1] = second;
    }

    private long first(int place) {
        return ranks[2 * place];
    }

    private long second(int place) {
        return ranks[2 * place + 1];
    }

    private boolean isLess(long first, long second, int place) {
        long other = first(place);
        return first != other ? first < other : second < second(place);
    }
}
