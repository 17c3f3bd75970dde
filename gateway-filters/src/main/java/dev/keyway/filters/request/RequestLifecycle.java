package dev.keyway.filters.request;

import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.record.RequestTrack;
import org.jspecify.annotations.Nullable;

/**
 * Lifecycle of one request: owns its body, its payload and its lease, and ends once: releases the first two, settles the
 * request's record, then the lease. What comes after the end is released or settled at once, so that nothing is lost with a
 * signal that nobody receives.
 */
public final class RequestLifecycle {

    private final RequestTrack track;
    private @Nullable RequestBody body;
    private @Nullable Payload payload;
    private @Nullable Lease lease;
    private boolean ended;
    private @Nullable RequestRecord record;

    /** Lifecycle of a request that has arrived. */
    public RequestLifecycle(RequestTrack track) {
        this.track = track;
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

    /** Owns the lease with which the request was admitted. */
    public Lease hold(Lease granted) {
        RequestRecord settled;
        synchronized (this) {
            settled = record;
            lease = settled == null ? granted : null;
        }
        if (settled != null) {
            granted.settle(settled);
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
     * Ends the request; only the first call counts.
     *
     * @param otherwise the outcome if none is known yet
     */
    void end(Outcome otherwise) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        releaseBodies();
        RequestRecord settled = track.settle(otherwise);
        Lease granted;
        synchronized (this) {
            record = settled;
            granted = lease;
            lease = null;
        }
        if (granted != null) {
            granted.settle(settled);
        }
    }
}
