package dev.keyway.testkit.dialect;

/**
 * One event of a stream, as it goes over the wire.
 *
 * @param kind what it is in the life of the stream
 * @param wire the whole event, with its empty line
 */
public record Event(Kind kind, String wire) {

    /** What an event is in the life of a stream. */
    public enum Kind {
        /** Before any content: a role-only chunk, {@code message_start}, {@code ping}, {@code response.created}. */
        LIFECYCLE,
        /** A piece of the answer. */
        CONTENT,
        /** After the content: finish reason, end of block. */
        FINISH,
        /** Token counts alone. */
        USAGE,
        /** The terminator: {@code [DONE]}, {@code message_stop}, {@code response.completed}. */
        END,
        /** An error inside the stream. */
        ERROR
    }

    static Event data(Kind kind, String json) {
        return new Event(kind, "data: " + json + "\n\n");
    }

    static Event named(Kind kind, String name, String json) {
        return new Event(kind, "event: " + name + "\ndata: " + json + "\n\n");
    }

    /** OpenAI's terminator. */
    static Event done() {
        return data(Kind.END, "[DONE]");
    }
}
