package dev.keyway.filters.record;

import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;

/** The transcript of one request. Called on the request's event loop; never waits and never fails. */
public interface Transcript {

    /**
     * A call goes up.
     *
     * @param payload gives what is sent, owned by whoever asks for it
     */
    AttemptTranscript attempt(AttemptHead head, Supplier<ByteBuf> payload);

    /** The request is over. */
    void settled(RequestRecord record);
}
