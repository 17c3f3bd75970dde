package dev.keyway.filters.upstream;

import dev.keyway.filters.problem.GatewayError;
import java.time.Duration;
import java.util.function.Consumer;

/** An answer on its way from the provider to the client: reads on while the client has room, and knows who holds it up. */
final class Passage {

    private final UpstreamCall call;
    private final Runnable release;
    private final Outlet outlet;
    private long lastChunkNanos = System.nanoTime();
    private boolean reading = true;

    /**
     * Creates the passage of an attempt's answer.
     *
     * @param release lets go of what is held for a client that is gone
     * @param cut cuts the answer off for the gateway's own reason
     */
    Passage(UpstreamCall call, Runnable release, Consumer<GatewayError> cut) {
        this.call = call;
        this.release = release;
        this.outlet = new Outlet(call.loop(), this::readIfRoom, this::clientGone, cut);
    }

    Outlet outlet() {
        return outlet;
    }

    /** A chunk has come. */
    void arrived() {
        reading = false;
        lastChunkNanos = System.nanoTime();
    }

    /** From now on the client is there, and each chunk has its own time limit. */
    void begin() {
        call.armTimer(call.limits().gap());
    }

    void read() {
        reading = true;
        call.readMore();
    }

    void readIfRoom() {
        if (!reading && outlet.hasRoom()) {
            read();
        }
    }

    /**
     * Looks whose turn it has been for longer than the gap allows, and looks again later if it is nobody's. A client that takes
     * nothing is let go.
     *
     * @param stalled called if it is the provider that brings nothing
     */
    void late(Runnable stalled) {
        Duration left = call.limits().gap().minusNanos(System.nanoTime() - lastChunkNanos);
        if (left.isPositive()) {
            call.armTimer(left);
        } else if (reading) {
            stalled.run();
        } else {
            call.end(new ResponseEnd.ClientGone());
            outlet.drop();
            release.run();
        }
    }

    private void clientGone() {
        call.end(new ResponseEnd.ClientGone());
        release.run();
    }
}
