package dev.keyway.filters.record;

import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Observation of one request: receives its events, on its event loop. Never blocks and never fails. */
public interface RequestObservation {

    /** Observes nothing. */
    RequestObservation NONE = new RequestObservation() {};

    /** The W3C {@code traceparent} that stands for the request itself; null if it is not traced. */
    default @Nullable String traceparent() {
        return null;
    }

    /** The provider and the model are known. */
    default void onResolved() {}

    /**
     * An attempt is about to be sent.
     *
     * @param payload gives what is sent, owned by whoever asks for it
     */
    default AttemptObservation onAttempt(AttemptHead head, Supplier<ByteBuf> payload) {
        return AttemptObservation.NONE;
    }

    /** The request was answered without a member that the provider refuses. */
    default void onRepaired(RepairRecord repair) {}

    /** The request has ended. Comes once and last; may come on another thread. */
    default void onEnded(RequestRecord request) {}
}
