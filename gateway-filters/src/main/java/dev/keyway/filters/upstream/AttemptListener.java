package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/** Is told how an attempt goes: one of {@link #failed} and {@link #answered}; after the latter {@link #ended}, once. */
public interface AttemptListener {

    /** The provider has answered with this status and these headers. Comes before anything else is told. */
    default void heard(int status, HttpHeaders headers) {}

    /** Bytes of the body have come, before anything is made of them. They are not the listener's to keep. */
    default void received(ByteBuf bytes) {}

    /** Nothing has gone to the client: another attempt is free. */
    void failed(Failure failure);

    /** The provider has shown that it answers. */
    void answered(Answer answer);

    /**
     * The body is over. Called before its last bytes are let go.
     *
     * @return what the client gets at the end of a broken stream; ignored otherwise
     */
    byte[] ended(AnswerEnd end);
}
