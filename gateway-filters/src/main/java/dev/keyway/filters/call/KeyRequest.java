package dev.keyway.filters.call;

import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.KeyPool;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.upstream.transport.Loops;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Key request: asks the pool for one key, after a pause that may be zero, and waits for it. Lives on the event loop of its target
 * call. Ends once: with a permit, a refusal, a defect, or {@link #cancel}; a permit that comes later is given back.
 */
final class KeyRequest implements KeyListener {

    private final EventLoop loop;
    private final KeyPool pool;
    private final KeyDemand demand;
    private final Owner owner;

    private @Nullable Future<?> pausing;
    private @Nullable Runnable leaveQueue;
    private long askedNanos;
    private boolean over;

    KeyRequest(EventLoop loop, KeyPool pool, KeyDemand demand, Owner owner) {
        this.loop = loop;
        this.pool = pool;
        this.demand = demand;
        this.owner = owner;
    }

    /** Owner of a key request: called once, on the loop, unless the request is cancelled. */
    interface Owner {

        /**
         * The permit is the owner's to end.
         *
         * @param waited how long the request waited for it
         */
        void granted(Permit permit, Duration waited);

        void refused(Refusal refusal, KeyDemand demand);

        /** No key could be asked for, or the owner could not take the one that was granted. */
        void failed(Throwable defect);
    }

    /** Asks after the pause. Called once, on the loop. */
    void start(Duration pause) {
        if (pause.isZero()) {
            ask();
        } else {
            pausing = loop.schedule(this::ask, pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    KeyDemand demand() {
        return demand;
    }

    /** How long it has been waiting, the pause aside. */
    Duration waited() {
        return askedNanos == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - askedNanos);
    }

    /** Ends the request wherever it is: no longer due, or out of the queue. */
    void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (pausing != null) {
            pausing.cancel(false);
        }
        if (leaveQueue != null) {
            leaveQueue.run();
        }
    }

    private void ask() {
        if (over) {
            return;
        }
        askedNanos = System.nanoTime();
        try {
            leaveQueue = pool.acquire(demand, this);
        } catch (RuntimeException | Error defect) {
            fail(defect);
        }
    }

    @Override
    public void granted(Permit permit) {
        try {
            Duration waited = Duration.ofNanos(System.nanoTime() - askedNanos);
            if (!Loops.run(loop, () -> pass(permit, waited))) {
                permit.abandoned();
            }
        } catch (RuntimeException | Error defect) {
            permit.abandoned();
            Loops.run(loop, () -> fail(defect));
        }
    }

    private void pass(Permit permit, Duration waited) {
        if (over) {
            permit.abandoned();
            return;
        }
        over = true;
        try {
            owner.granted(permit, waited);
        } catch (RuntimeException | Error defect) {
            permit.abandoned();
            owner.failed(defect);
        }
    }

    @Override
    public void refused(Refusal refusal) {
        Loops.run(loop, () -> {
            if (!over) {
                over = true;
                owner.refused(refusal, demand);
            }
        });
    }

    private void fail(Throwable defect) {
        if (!over) {
            over = true;
            owner.failed(defect);
        }
    }
}
