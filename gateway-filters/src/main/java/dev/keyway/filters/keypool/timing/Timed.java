package dev.keyway.filters.keypool.timing;

/** Timed event: falls due at a moment. */
public abstract class Timed extends HeapEntry {

    /** Keys come back before the demands whose deadline is the same moment are refused. */
    protected boolean isBeforeDeadlines() {
        return true;
    }

    protected abstract void due();
}
