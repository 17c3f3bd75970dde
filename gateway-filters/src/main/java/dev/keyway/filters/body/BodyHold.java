package dev.keyway.filters.body;

import java.util.ArrayList;
import java.util.List;

/**
 * Owns the bodies of one exchange until it is over, whatever becomes of the signals that carry them: a value that is on
 * its way to another thread when its subscription is cancelled reaches nobody.
 */
public final class BodyHold {

    private final List<RequestBody> held = new ArrayList<>();
    private boolean over;

    /** Owns a body from now on; once the exchange is over, the body is released at once. */
    public RequestBody hold(RequestBody body) {
        synchronized (this) {
            if (!over) {
                held.add(body);
                return body;
            }
        }
        body.release();
        return body;
    }

    /** The exchange is over: releases what is held and whatever still comes. */
    public void release() {
        List<RequestBody> gone;
        synchronized (this) {
            over = true;
            gone = List.copyOf(held);
            held.clear();
        }
        gone.forEach(RequestBody::release);
    }
}
