package dev.keyway.filters.record;

/** Is told of attempts and requests at their end, each once, on an event loop: must not block. */
public interface RequestObserver {

    /** A request is over. */
    void settled(RequestRecord request);

    /** An upstream call is over. */
    default void attempted(AttemptRecord attempt) {}

    /** A request was answered without a member that the provider refuses. */
    default void repaired(RepairRecord repair) {}
}
