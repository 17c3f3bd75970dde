package dev.keyway.filters.downstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerResponse;

/**
 * How an answer that is passed on as it comes reaches its client: straight to the socket of an HTTP/1.1 connection, or
 * through the server where something else works on the bytes, be it compression, HTTP/2 or a filter of the application.
 */
public final class DownstreamWriter {

    private DownstreamWriter() {}

    /** Sends an answer without a known length, whose status and headers are set. */
    public static Mono<Void> send(ServerHttpResponse response, ResponseBody body) {
        HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
        if (HttpVersion.HTTP_1_0.equals(server.version())) {
            server.chunkedTransfer(false);
        }
        if (!(response instanceof AbstractServerHttpResponse) || !isPlain(server)) {
            return throughServer(response, body);
        }
        // Only when the head goes out does the server decide on compression.
        return response.setComplete().then(Mono.defer(server::then)).then(Mono.defer(() -> {
            ChannelHandlerContext codec = lastToSeeAnswers(channel(server));
            return codec == null ? server.send(body.flux()).then() : body.straightTo(codec);
        }));
    }

    /**
     * Not {@code writeAndFlushWith}: what has come is flushed on the loop's next turn all the same, and nothing is left behind
     * when the client leaves.
     */
    private static Mono<Void> throughServer(ServerHttpResponse response, ResponseBody body) {
        NettyDataBufferFactory buffers = (NettyDataBufferFactory) response.bufferFactory();
        return response.writeWith(body.flux().map(buffers::wrap));
    }

    private static boolean isPlain(HttpServerResponse server) {
        return HttpVersion.HTTP_1_1.equals(server.version())
                && server.status().code() == HttpStatus.OK.value()
                && server.responseHeaders()
                        .containsValue(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED, true)
                && lastToSeeAnswers(channel(server)) != null;
    }

    private static Channel channel(HttpServerResponse server) {
        AtomicReference<Channel> channel = new AtomicReference<>();
        server.withConnection(link -> channel.set(link.channel()));
        return channel.get();
    }

    /** The server's codec where no handler behind it works on answers, else null. */
    private static @Nullable ChannelHandlerContext lastToSeeAnswers(Channel channel) {
        ChannelHandlerContext codec = channel.pipeline().context(HttpServerCodec.class);
        boolean behind = false;
        for (Map.Entry<String, ChannelHandler> entry : channel.pipeline()) {
            ChannelHandler handler = entry.getValue();
            if (behind && handler instanceof ChannelOutboundHandler && !leavesAnswersAlone(entry)) {
                return null;
            }
            behind |= handler instanceof HttpServerCodec;
        }
        return codec;
    }

    /** The server's own counts answers by their heads and ends, and sees to it that they come one after the other. */
    private static boolean leavesAnswersAlone(Map.Entry<String, ChannelHandler> entry) {
        return NettyPipeline.HttpTrafficHandler.equals(entry.getKey()) || entry.getValue() instanceof BareRefusals;
    }
}
