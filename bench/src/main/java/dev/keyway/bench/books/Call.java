package dev.keyway.bench.books;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call as its client saw it.
 *
 * @param token whose call it is
 * @param sent just before it was sent
 * @param ended when the client knew its end
 * @param ending how it ended
 * @param requestId {@code x-request-id}; null if no headers came
 * @param pieces pieces of content that came
 * @param usage what the response reports of it; null if it does not, or was cut
 * @param trouble how it was cut or refused; empty otherwise
 */
record Call(
        Ask ask,
        UUID token,
        Instant sent,
        Instant ended,
        Ending ending,
        @Nullable String requestId,
        int pieces,
        @Nullable Usage usage,
        String trouble) {

    /** How a call ended for its client. */
    enum Ending {
        /** The complete response came. */
        WHOLE,
        /** The connection ended before. */
        CUT,
        /** An error came instead. */
        REFUSED
    }

    /** Tokens as the response reports them. */
    record Usage(long input, long output) {}
}
