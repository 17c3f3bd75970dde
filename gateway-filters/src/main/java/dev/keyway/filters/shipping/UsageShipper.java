package dev.keyway.filters.shipping;

import dev.keyway.contract.control.Registered;
import dev.keyway.contract.usage.LogStatus;
import dev.keyway.filters.control.Backoff;
import dev.keyway.filters.spool.SegmentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Usage shipper: ships the events of the usage log to the admin service, on a thread of its own. A request is there within about a
 * second of its end.
 */
public final class UsageShipper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UsageShipper.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final Shipment shipment;
    private final Duration shutdown;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long deadlineNanos;

    private UsageShipper(Shipment shipment, Duration shutdown) {
        this.shipment = shipment;
        this.shutdown = shutdown;
        this.thread = Thread.ofPlatform().name("keyway-usage-shipper").daemon().unstarted(this::run);
    }

    /**
     * Begins to ship.
     *
     * @param directory the log's, where the marks are stored too
     * @param stored receives the sequence up to which events are stored
     * @param membership the last registration; null before the first
     * @param shutdown how long {@link #close} may go on shipping
     * @throws IOException if the marks cannot be read or written
     */
    public static UsageShipper start(
            Path directory,
            SegmentLog segments,
            LongConsumer stored,
            UsagePost post,
            Supplier<? extends @Nullable Registered> membership,
            Duration shutdown)
            throws IOException {
        Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, new Random());
        Shipment shipment =
                new Shipment(directory, segments, stored, post, membership, backoff, InstantSource.system());
        UsageShipper shipper = new UsageShipper(shipment, shutdown);
        shipper.thread.start();
        return shipper;
    }

    /** State of the log, for registrations and heartbeats. */
    public LogStatus status() {
        return shipment.status();
    }

    /** Figures since the start. */
    ShippingFigures figures() {
        return shipment.figures();
    }

    /** Events that wait to be shipped, as far as the log was read. */
    int waiting() {
        return shipment.waiting();
    }

    /** Ships what is left, for a while, and reports what is not shipped then; it stays in the log. */
    @Override
    public void close() {
        deadlineNanos = System.nanoTime() + shutdown.toNanos();
        stopping = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(shutdown)) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isOver()) {
                pause(step());
            }
        } catch (InterruptedException ended) {
            log.debug("the shipper was told to end");
        }
        end();
    }

    private Duration step() throws InterruptedException {
        try {
            return shipment.ship();
        } catch (RuntimeException | OutOfMemoryError defect) {
            log.error("usage is not shipped, and stays in the log", defect);
            return LONGEST_WAIT;
        }
    }

    private boolean isOver() {
        return stopping && (shipment.isDone() || System.nanoTime() - deadlineNanos >= 0);
    }

    private void pause(Duration wait) {
        long nanos = stopping ? Math.min(wait.toNanos(), deadlineNanos - System.nanoTime()) : wait.toNanos();
        if (nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
    }

    private void end() {
        try {
            shipment.remember();
        } catch (IOException e) {
            log.warn("how far usage is shipped was not stored, so that some of it is sent again: {}", e.getMessage());
        }
        if (!shipment.isDone()) {
            LogStatus status = shipment.status();
            log.warn(
                    "usage is left in the log, to be shipped after the next start: {} events or more, up to record {} of {}",
                    shipment.left(),
                    status.shippedThrough(),
                    status.lastSequence());
        }
    }
}
