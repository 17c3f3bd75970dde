package dev.keyway.filters.record;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/** The transcript of one upstream call. Called on the request's event loop; never waits and never fails. */
public interface AttemptTranscript {

    /** The provider has answered. */
    void answered(int status, HttpHeaders headers);

    /** Bytes of the answer's body, which are the caller's again when this returns. */
    void received(ByteBuf bytes);

    /**
     * The call is over.
     *
     * @param result {@code served}, {@code cancelled}, or the class of the failure in lower case
     * @param detail more about it, for people; may be empty
     */
    void ended(String result, String detail);
}
