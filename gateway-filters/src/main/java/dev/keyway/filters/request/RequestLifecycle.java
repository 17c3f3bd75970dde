package dev.keyway.filters.request;

import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.record.RequestTrack;
import dev.keyway.filters.upstream.transport.Loops;
import io.netty.channel.EventLoop;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lifecycle of one request: owns its body, its payload and its leases, and ends once: releases the first two, settles the
 * request's record, then the leases. What comes after the end is released or settled at once, so that nothing is lost with a
 * signal that nobody receives.
 */
public final class RequestLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLifecycle.class);

    private final RequestTrack track;
    private final EventLoop loop;
    private final Set<Lease> leases = Collections.newSetFromMap(new IdentityHashMap<>(1));
    private @Nullable RequestBody body;
    private @Nullable Payload payload;
    private boolean over;
    private boolean ended;
    private @Nullable RequestRecord record;

    /**
     * Lifecycle of a request that has arrived.
     *
     * @param loop the request's event loop, on which it ends
     */
    public RequestLifecycle(RequestTrack track, EventLoop loop) {
        this.track = track;
        this.loop = loop;
    }

    /** Whether the steps of the request have ended, so that it must not be served again. */
    public synchronized boolean isOver() {
        return over;
    }

    /** The last step of the request has ended; the request itself ends when all that took part has been closed. */
    synchronized void over() {
        over = true;
    }

    /** Owns the body of the request. */
    public RequestBody hold(RequestBody read) {
        boolean late;
        synchronized (this) {
            late = ended;
            body = late ? null : read;
        }
        if (late) {
            read.release();
        }
        return read;
    }

    /** Owns the payload that is made from the body. */
    public Payload hold(Payload prepared) {
        boolean late;
        synchronized (this) {
            late = ended;
            payload = late ? null : prepared;
        }
        if (late) {
            prepared.release();
        }
        return prepared;
    }

    /** Owns a lease with which the request was admitted; settles it once, however often it is passed here. */
    public Lease hold(Lease granted) {
        RequestRecord settled;
        synchronized (this) {
            if (!leases.add(granted)) {
                return granted;
            }
            settled = record;
        }
        if (settled != null) {
            settle(granted, settled);
        }
        return granted;
    }

    /** Releases the body and the payload: nothing of them will be sent again. */
    public void releaseBodies() {
        RequestBody read;
        Payload prepared;
        synchronized (this) {
            read = body;
            prepared = payload;
            body = null;
            payload = null;
        }
        if (prepared != null) {
            prepared.release();
        }
        if (read != null) {
            read.release();
        }
    }

    /**
     * Ends the request; only the first call counts. Called on another thread, it does so on the request's loop, behind what was
     * handed to the loop before: the end of an attempt, above all, which the record must count.
     *
     * @param otherwise the outcome if none is known yet
     */
    void end(Outcome otherwise) {
        synchronized (this) {
            if (ended) {
                return;
            }
            over = true;
            ended = true;
        }
        if (!Loops.run(loop, () -> finish(otherwise))) {
            finish(otherwise);
        }
    }

    private void finish(Outcome otherwise) {
        try {
            releaseBodies();
        } catch (RuntimeException | Error defect) {
            LOG.error("The body of request {} could not be released", track.id(), defect);
        }
        RequestRecord settled = track.settle(otherwise);
        List<Lease> held;
        synchronized (this) {
            record = settled;
            held = List.copyOf(leases);
        }
        held.forEach(lease -> settle(lease, settled));
    }

    private static void settle(Lease lease, RequestRecord settled) {
        try {
            lease.settle(settled);
        } catch (RuntimeException | Error defect) {
            LOG.error("A lease of request {} could not be settled", settled.id(), defect);
        }
    }
}
