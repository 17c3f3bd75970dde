package dev.keyway.bench.rig;

/**
 * Memory that a JVM holds, in bytes.
 *
 * @param liveHeap objects that are still reachable
 * @param direct buffers outside the heap, those in pools included
 */
public record Memory(long liveHeap, long direct) {

    /** Both together. */
    public long total() {
        return liveHeap + direct;
    }

    @Override
    public String toString() {
        return liveHeap / 1024 + " KB live heap, " + direct / 1024 + " KB direct";
    }
}
