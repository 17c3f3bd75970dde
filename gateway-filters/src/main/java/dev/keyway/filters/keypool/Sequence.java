package dev.keyway.filters.keypool;

/** Numbers the happenings in a pool, so that two in the same millisecond keep their order. */
final class Sequence {

    private long last;

    long next() {
        return ++last;
    }
}
