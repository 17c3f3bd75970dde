package dev.keyway.filters.upstream.transport;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Supplier;

/**
 * What is sent to a provider.
 *
 * @param uri the absolute address
 * @param headers all headers but the length, the key's among them
 * @param length the payload's length in bytes
 * @param payload gives the payload anew for each sending; the sender releases it
 */
public record UpstreamRequest(String uri, HttpHeaders headers, int length, Supplier<ByteBuf> payload) {

    /** Without headers, which hold the provider's key. */
    @Override
    public String toString() {
        return "UpstreamRequest[uri=" + uri + ", length=" + length + "]";
    }
}
