package dev.keyway.filters.keypool.timing;

/** Sequence of the events in a pool, which orders those of the same millisecond. */
public final class Sequence {

    private long last;

    public long next() {
        return ++last;
    }
}
