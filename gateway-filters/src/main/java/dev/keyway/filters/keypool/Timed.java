package dev.keyway.filters.keypool;

/** Something that falls due at a moment. */
abstract class Timed extends HeapEntry {

    /** Keys come back before the demands whose deadline is the same moment are refused. */
    boolean isBeforeDeadlines() {
        return true;
    }

    abstract void due();
}
