package dev.keyway.filters.upstream;

import java.time.Duration;

/** An answer on its way from the provider to the client: reads on while the client has room, and knows who holds it up. */
final class Passage {

    /** How an answer fares when it was to be looked at. */
    enum Progress {
        MOVING,
        PROVIDER_STALLED,
        CLIENT_STUCK
    }

    private final Attempt attempt;
    private final Outlet outlet;
    private long lastChunkNanos = System.nanoTime();
    private boolean reading = true;

    Passage(Attempt attempt, Runnable clientGone) {
        this.attempt = attempt;
        this.outlet = new Outlet(attempt.loop(), this::readIfRoom, clientGone);
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
        attempt.armTimer(attempt.limits().gap());
    }

    void read() {
        reading = true;
        attempt.readMore();
    }

    void readIfRoom() {
        if (!reading && outlet.hasRoom()) {
            read();
        }
    }

    /** Whose turn it has been for longer than the gap allows, if anybody's; looked at again once that may be the case. */
    Progress look() {
        Duration left = attempt.limits().gap().minusNanos(System.nanoTime() - lastChunkNanos);
        if (left.isPositive()) {
            attempt.armTimer(left);
            return Progress.MOVING;
        }
        return reading ? Progress.PROVIDER_STALLED : Progress.CLIENT_STUCK;
    }
}
