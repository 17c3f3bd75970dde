package dev.keyway.bench.cpu;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that ask again as soon as they are answered. Another status than the expected one ends the run. */
final class Clients {

    private static final int MINUTES = 5;

    private final EventLoopGroup loops;

    Clients(EventLoopGroup loops) {
        this.loops = loops;
    }

    /** Sends a round of requests and waits for the last answer. */
    void run(Workload workload, Contender contender) throws InterruptedException {
        URI v1 = contender.v1();
        List<ByteBuf> requests = contender.tokens().stream()
                .map(token -> request(workload, v1, contender.model(), token))
                .toList();
        Batch batch = new Batch(workload, requests, contender.status());
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpResponseDecoder()).addLast(new Asking(batch));
                    }
                });
        for (int i = 0; i < workload.connections(); i++) {
            bootstrap.connect(v1.getHost(), v1.getPort()).addListener(connected -> {
                if (!connected.isSuccess()) {
                    batch.over.completeExceptionally(connected.cause());
                }
            });
        }
        try {
            batch.over.get(MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(workload.title() + " by way of " + v1 + " was not answered", e);
        } finally {
            requests.forEach(request -> request.unwrap().release());
        }
    }

    private static ByteBuf request(Workload workload, URI v1, String model, String token) {
        byte[] body = workload.body(model);
        String head = "POST " + v1.getRawPath() + "/chat/completions HTTP/1.1\r\nhost: " + v1.getAuthority()
                + "\r\nauthorization: Bearer " + token
                + "\r\ncontent-type: application/json\r\naccept: application/json\r\nuser-agent: bench\r\ncontent-length: "
                + body.length + "\r\n\r\n";
        ByteBuf bytes = new UnpooledByteBufAllocator(true, true).directBuffer(head.length() + body.length);
        bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII)).writeBytes(body);
        return Unpooled.unreleasableBuffer(bytes);
    }

    private static final class Batch {

        private final List<ByteBuf> requests;
        private final int status;
        private final AtomicInteger toSend;
        private final AtomicInteger toCome;
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        Batch(Workload workload, List<ByteBuf> requests, int status) {
            this.requests = requests;
            this.status = status;
            this.toSend = new AtomicInteger(workload.requests());
            this.toCome = new AtomicInteger(workload.requests());
        }
    }

    /** One connection. Writes past the codec: a request is a whole message already. */
    private static final class Asking extends SimpleChannelInboundHandler<HttpObject> {

        private final Batch batch;

        Asking(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ask(ctx);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
            if (part instanceof HttpResponse head && head.status().code() != batch.status) {
                batch.over.completeExceptionally(new IllegalStateException("answered " + head.status()));
            }
            if (part instanceof LastHttpContent) {
                if (batch.toCome.decrementAndGet() == 0) {
                    batch.over.complete(null);
                }
                ask(ctx);
            }
        }

        private void ask(ChannelHandlerContext ctx) {
            int left = batch.toSend.getAndDecrement();
            if (left > 0) {
                ByteBuf request = batch.requests.get(left % batch.requests.size());
                ctx.channel().unsafe().write(request.duplicate(), ctx.channel().voidPromise());
                ctx.channel().unsafe().flush();
            } else {
                ctx.channel().unsafe().closeForcibly();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (batch.toSend.get() > 0) {
                batch.over.completeExceptionally(new IllegalStateException("the connection was closed"));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            batch.over.completeExceptionally(cause);
            ctx.channel().unsafe().closeForcibly();
        }
    }
}
