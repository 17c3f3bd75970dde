package dev.keyway.filters.shipping;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Figures of a shipment since the start. Written by one thread, read by any. */
final class ShippingFigures {

    private final LongAdder taken = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile @Nullable Instant lastTaken;
    private volatile Duration clockOffset = Duration.ZERO;

    void taken(Instant at) {
        taken.increment();
        lastTaken = at;
    }

    void refused() {
        refused.increment();
    }

    void failed() {
        failed.increment();
    }

    void clockIs(Duration offset) {
        clockOffset = offset;
    }

    /** Batches that the admin service has stored. */
    long batchesTaken() {
        return taken.sum();
    }

    /** Batches that it refused for their size or for an event in them, and that were sent in another form. */
    long batchesRefused() {
        return refused.sum();
    }

    /** Batches that had no usable response, and were sent again. */
    long batchesFailed() {
        return failed.sum();
    }

    /** When the admin service last stored a batch, by the gateway's clock; null before the first. */
    @Nullable
    Instant lastTaken() {
        return lastTaken;
    }

    /** The clock of the admin service less that of the gateway; zero before the first response. */
    Duration clockOffset() {
        return clockOffset;
    }
}
