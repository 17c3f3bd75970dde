package dev.keyway.filters.stream;

/** How far a provider's stream has come. */
public enum StreamState {
    /** Only lifecycle events and comments so far: nothing that the caller would miss. */
    WAITING,
    /** Content has come. */
    CONTENT,
    /** The provider sent an error event. */
    FAILED,
    /** The stream's own end has come. */
    COMPLETE
}
