package dev.keyway.filters.record;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Observation of one attempt: receives its events, on the request's event loop. Never blocks and never fails. */
public interface AttemptObservation {

    /** Observes nothing. */
    AttemptObservation NONE = new AttemptObservation() {};

    /** The W3C {@code traceparent} that is sent with the attempt; null if it is not traced. */
    default @Nullable String traceparent() {
        return null;
    }

    /** Whether {@link #onChunk} is wanted; asked once. */
    default boolean readsBody() {
        return false;
    }

    /** The provider's status line and headers are here. */
    default void onHead(int status, HttpHeaders headers) {}

    /** Bytes of the response's body, which are the caller's again when this returns. */
    default void onChunk(ByteBuf bytes) {}

    /** The provider's first content is here. */
    default void onResponse() {}

    /** The attempt has ended. Comes once and last. */
    default void onEnded(AttemptRecord attempt) {}
}
