package dev.keyway.filters.keypool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries ordered by two numbers, least first. Adding, moving and removing any entry take O(log n); the numbers lie apart
 * from the entries, so that sifting touches little memory.
 */
final class IndexedHeap<E extends HeapEntry> {

    private static final int ARITY = 4;

    private final List<E> entries = new ArrayList<>();
    private long[] firsts = new long[16];
    private long[] seconds = new long[16];

    int size() {
        return entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    @Nullable
    E least() {
        return entries.isEmpty() ? null : entries.getFirst();
    }

    E at(int place) {
        return entries.get(place);
    }

    long firstOf(E entry) {
        return firsts[entry.place];
    }

    long secondOf(E entry) {
        return seconds[entry.place];
    }

    void add(E entry, long first, long second) {
        int end = entries.size();
        entries.add(entry);
        if (end == firsts.length) {
            firsts = Arrays.copyOf(firsts, end * 2);
            seconds = Arrays.copyOf(seconds, end * 2);
        }
        rise(entry, end, first, second);
    }

    void move(E entry, long first, long second) {
        int place = entry.place;
        if (isLess(first, second, firsts[place], seconds[place])) {
            rise(entry, place, first, second);
        } else {
            sink(entry, place, first, second);
        }
    }

    void remove(E entry) {
        int place = entry.place;
        int end = entries.size() - 1;
        E last = entries.removeLast();
        entry.place = HeapEntry.NOWHERE;
        if (place == end) {
            return;
        }
        long first = firsts[end];
        long second = seconds[end];
        if (isLess(first, second, firsts[place], seconds[place])) {
            rise(last, place, first, second);
        } else {
            sink(last, place, first, second);
        }
    }

    private void rise(E entry, int from, long first, long second) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / ARITY;
            if (!isLess(first, second, firsts[parent], seconds[parent])) {
                break;
            }
            put(entries.get(parent), place, firsts[parent], seconds[parent]);
            place = parent;
        }
        put(entry, place, first, second);
    }

    private void sink(E entry, int from, long first, long second) {
        int place = from;
        while (true) {
            int child = leastChild(place);
            if (child < 0 || !isLess(firsts[child], seconds[child], first, second)) {
                break;
            }
            put(entries.get(child), place, firsts[child], seconds[child]);
            place = child;
        }
        put(entry, place, first, second);
    }

    private int leastChild(int place) {
        int start = place * ARITY + 1;
        int end = Math.min(start + ARITY, entries.size());
        int least = -1;
        for (int child = start; child < end; child++) {
            if (least < 0 || isLess(firsts[child], seconds[child], firsts[least], seconds[least])) {
                least = child;
            }
        }
        return least;
    }

    private void put(E entry, int place, long first, long second) {
        entries.set(place, entry);
        entry.place = place;
        firsts[place] = first;
        seconds[place] = second;
    }

    private static boolean isLess(long first, long second, long otherFirst, long otherSecond) {
        return first != otherFirst ? first < otherFirst : second < otherSecond;
    }
}
