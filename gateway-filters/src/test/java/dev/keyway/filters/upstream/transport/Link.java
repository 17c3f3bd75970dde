package dev.keyway.filters.upstream.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A connection without a socket: what the provider sends and sees is text. */
final class Link {

    static final RequestTarget TARGET = RequestTarget.of("http://llm.example:8080/v1/chat/completions");

    private final IdleConnections idle;
    private final UpstreamConnection connection;
    private final EmbeddedChannel channel;

    private Link(IdleConnections idle, ChannelExchange first, ChannelHandler beneath) {
        this.idle = idle;
        this.connection = new UpstreamConnection(TARGET.origin(), idle, first);
        this.channel = new EmbeddedChannel(false, false);
        channel.pipeline().addLast(beneath);
        connection.joins(channel.pipeline(), new HttpDecoderConfig());
        open();
    }

    private void open() {
        try {
            channel.register();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static Link opened(IdleConnections idle, ChannelExchange first) {
        return new Link(idle, first, new ChannelOutboundHandlerAdapter());
    }

    /** A link whose peer takes nothing: no write ever ends. */
    static Link stuck(IdleConnections idle, ChannelExchange first) {
        return new Link(idle, first, new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                io.netty.util.ReferenceCountUtil.release(message);
            }
        });
    }

    static ChannelExchange exchange(ExchangeListener listener) {
        return exchange(listener, () -> Unpooled.copiedBuffer("{\"a\":1}", StandardCharsets.UTF_8));
    }

    static ChannelExchange exchange(ExchangeListener listener, Supplier<ByteBuf> payload) {
        return new ChannelExchange(new UpstreamRequest("", new DefaultHttpHeaders(), 7, payload), TARGET, listener);
    }

    UpstreamConnection connection() {
        return connection;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    boolean isReading() {
        return channel.config().isAutoRead();
    }

    boolean isKept() {
        UpstreamConnection kept = idle.take(TARGET.origin());
        if (kept != null) {
            idle.keep(kept);
        }
        return kept == connection;
    }

    /** What the provider has been sent since this was asked last. */
    String sent() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            text.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
        }
        return text.toString();
    }

    /** The provider sends this. */
    Link receives(String text) {
        return receives(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    Link receives(ByteBuf bytes) {
        boolean unused = channel.writeInbound(bytes);
        return this;
    }

    /** The provider closes the connection. */
    void closes() {
        ChannelFuture unused = channel.close();
        channel.runPendingTasks();
    }

    /** A handler beneath tells this. */
    void tells(Object event) {
        channel.pipeline().fireUserEventTriggered(event);
    }

    void fails(Throwable cause) {
        channel.pipeline().fireExceptionCaught(cause);
    }
}
