package dev.keyway.filters.keypool.timing;

/** Heap entry: has its slot in the one {@link IndexedHeap} that may hold it, so that it can be moved without a search. */
public abstract class HeapEntry {

    static final int NOWHERE = -1;

    int slot = NOWHERE;

    boolean isInHeap() {
        return slot != NOWHERE;
    }
}
