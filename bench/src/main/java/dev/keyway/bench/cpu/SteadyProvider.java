package dev.keyway.bench.cpu;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A provider that always gives the same good answer with as little work as can be: it is not what is measured. */
final class SteadyProvider implements AutoCloseable {

    private static final String CHUNK_HEAD = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1764000000,\"model\":\"gpt-4o-mini\",\"choices\":[";
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":50,\"total_tokens\":250}";

    private final Channel server;
    private volatile Duration gap;

    SteadyProvider(EventLoopGroup loops, Workload workload) throws InterruptedException {
        gap = workload.gap();
        ByteBuf head = bytes(workload.isStream() ? streamHead() : plainAnswer());
        ByteBuf chunk = bytes(chunked(event(CHUNK_HEAD
                + "{\"index\":0,\"delta\":{\"content\":\" a word\"},\"logprobs\":null,\"finish_reason\":null}]}")));
        ByteBuf tail = bytes(chunked(event(CHUNK_HEAD + "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
                        + event(CHUNK_HEAD + "]," + USAGE + "}")
                        + event("[DONE]"))
                + "0\r\n\r\n");
        server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpRequestDecoder())
                                .addLast(new Answering(workload, head, chunk, tail));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    /** Its base URL. */
    URI v1() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort() + "/v1");
    }

    /** How long it pauses between the chunks of a stream from now on. */
    void pace(Duration between) {
        gap = between;
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
    }

    private static String plainAnswer() {
        String json = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1764000000,"
                + "\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                + "\"content\":\"An answer of a sentence or so.\"},\"finish_reason\":\"stop\"}]," + USAGE + "}";
        return "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + json.length() + "\r\n\r\n"
                + json;
    }

    private static String streamHead() {
        return "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n"
                + chunked(
                        event(
                                CHUNK_HEAD
                                        + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}"));
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    private static String chunked(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.unreleasableBuffer(new UnpooledByteBufAllocator(true, true)
                .directBuffer(text.length())
                .writeBytes(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Writes past the codec's encoder: the answers are whole messages of HTTP already. */
    private final class Answering extends SimpleChannelInboundHandler<HttpObject> {

        private final Workload workload;
        private final ByteBuf head;
        private final ByteBuf chunk;
        private final ByteBuf tail;

        Answering(Workload workload, ByteBuf head, ByteBuf chunk, ByteBuf tail) {
            this.workload = workload;
            this.head = head;
            this.chunk = chunk;
            this.tail = tail;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
            if (part instanceof LastHttpContent) {
                ctx.channel().unsafe().write(head.duplicate(), ctx.channel().voidPromise());
                ctx.channel().unsafe().flush();
                if (workload.isStream()) {
                    next(ctx, workload.chunks());
                }
            }
        }

        private void next(ChannelHandlerContext ctx, int left) {
            Future<?> unused = ctx.executor().schedule(() -> send(ctx, left), gap.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void send(ChannelHandlerContext ctx, int left) {
            ByteBuf part = left == 0 ? tail : chunk;
            ctx.channel().unsafe().write(part.duplicate(), ctx.channel().voidPromise());
            ctx.channel().unsafe().flush();
            if (left > 0 && ctx.channel().isActive()) {
                next(ctx, left - 1);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.channel().unsafe().closeForcibly();
        }
    }
}
