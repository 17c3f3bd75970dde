package dev.keyway.bench.rig;

/**
 * An answer and its times, in nanoseconds after the start of the run.
 *
 * @param due when its request was to be sent
 * @param ended when it was complete
 */
public record Timed(long due, long ended, Answer answer) {

    /** From the moment at which it was to be sent, so that a late client hides nothing. */
    public long latency() {
        return ended - due;
    }
}
