package dev.keyway.filters.keypool;

/** Knows its place in the one {@link IndexedHeap} that may hold it, so that it can be moved without a search. */
abstract class HeapEntry {

    static final int NOWHERE = -1;

    int place = NOWHERE;
}
