package dev.keyway.filters.stream;

/** What an event means to the one who waits for it. */
enum EventKind {
    /** Says that the provider is at work; nothing a caller would miss. */
    LIFECYCLE,
    /** Part of the answer. */
    CONTENT,
    /** Nothing but token usage. */
    USAGE_ONLY,
    /** The provider gave up. */
    ERROR,
    /** The stream's own terminator. */
    END
}
