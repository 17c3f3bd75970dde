package dev.keyway.filters.record;

/** An upstream call in a distributed trace. Never waits and never fails. */
public interface AttemptTrace {

    /** The W3C {@code traceparent} that goes up with the call. */
    String traceparent();

    /** The provider's first content is there. */
    void firstByte();

    /** The call is over. */
    void ended(AttemptRecord attempt);
}
