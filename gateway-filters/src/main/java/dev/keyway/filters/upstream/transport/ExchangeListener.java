package dev.keyway.filters.upstream.transport;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/** Receives an exchange's events, on the request's event loop. Last comes one of {@link #complete} and {@link #broken}. */
public interface ExchangeListener {

    /** The request has been handed over to the network in full; may come after the head, or not at all. */
    void sent();

    /**
     * The provider has not read the request although it was sent: its connection had served before, and closed at once without a byte of a
     * response. {@link #broken} follows.
     */
    void unread();

    /** The provider responds. */
    void head(int status, HttpHeaders headers);

    /** More of the body; the callee owns it. */
    void chunk(ByteBuf bytes);

    /** The answer has been received in full. */
    void complete();

    /** The exchange broke off, with a reason fit for the caller. */
    void broken(String reason);
}
