package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Receives an attempt's events, on its event loop. The order is {@code head → (failed | response → ended)}: an attempt ends in
 * either a failure or a response, each once, and a response ends once. There may be no head before a failure, and nothing
 * follows {@link UpstreamCall#cancel}.
 */
public interface AttemptListener {

    /** The provider's status line and headers are here. */
    default void onHead(int status, HttpHeaders headers) {}

    /** Bytes of the body are here, before anything is made of them. The listener must not keep them. */
    default void onChunk(ByteBuf bytes) {}

    /** The attempt failed. Nothing has gone to the client: another attempt is free. */
    void onFailed(Failure failure);

    /**
     * The provider responds. A response that is {@link Response#complete} ends right away, and must not be passed on to the client
     * before {@link #onEnded}.
     */
    void onResponse(Response response);

    /**
     * The response has ended. Called before its last bytes are passed on.
     *
     * @return what the client gets at the end of a broken stream; ignored otherwise
     */
    byte[] onEnded(ResponseEnd end);
}
