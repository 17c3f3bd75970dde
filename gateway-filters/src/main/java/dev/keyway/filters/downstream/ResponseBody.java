package dev.keyway.filters.downstream;

import dev.keyway.filters.problem.GatewayError;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The bytes of an answer for the client, which takes them in one of three ways, once. A cancel closes the upstream
 * connection.
 */
public interface ResponseBody {

    /** All of them in one piece, where all are here. */
    Mono<ByteBuf> whole();

    /** As they come, for the server to write. */
    Flux<ByteBuf> flux();

    /**
     * As they come, straight to the socket, in HTTP/1.1's chunks. Completes when the answer is whole, so that the server ends
     * it, and fails where it cannot be ended well.
     *
     * @param codec the server's codec, which has sent the answer's head
     */
    Mono<Void> straightTo(ChannelHandlerContext codec);

    /**
     * Cuts the answer off and closes the upstream connection: a stream ends with an event that says why, anything else with a
     * connection that closes. Does nothing to an answer that has ended. Any thread.
     */
    void cut(GatewayError error);
}
