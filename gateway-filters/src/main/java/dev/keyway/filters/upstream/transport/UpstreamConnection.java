package dev.keyway.filters.upstream.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection to a provider, the last handler of its channel: one exchange after the other, idle in between. */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {

    /** A provider that closes an idle connection while a request is on its way does so within a round trip. */
    private static final long CLOSING = Duration.ofSeconds(1).toNanos();

    private final Origin origin;
    private final IdleConnections idle;
    private final long bornNanos;
    private long idleSinceNanos;
    private @Nullable ChannelHandlerContext context;
    private @Nullable AnswerDecoder decoder;
    private @Nullable ChannelExchange current;
    private long servingSinceNanos;
    private boolean isReused;
    private boolean isAnswered;
    private boolean sent;
    private boolean written;
    private boolean keepAlive;
    private boolean interim;
    private boolean paused;

    /** A connection that is opened for an exchange, unless that has been given up. */
    UpstreamConnection(Origin origin, IdleConnections idle, @Nullable ChannelExchange first) {
        this.origin = origin;
        this.idle = idle;
        this.bornNanos = idle.now();
        this.current = first;
        if (first != null) {
            first.on(this);
        }
    }

    Origin origin() {
        return origin;
    }

    long bornNanos() {
        return bornNanos;
    }

    long idleSinceNanos() {
        return idleSinceNanos;
    }

    /** Becomes the last handler of its channel, above what it needs of HTTP. */
    void joins(ChannelPipeline pipeline, HttpDecoderConfig bounds) {
        decoder = new AnswerDecoder(bounds);
        pipeline.addLast(decoder, new HttpRequestEncoder(), this);
    }

    boolean isUsable() {
        return current == null && isClean();
    }

    /** Sends a request on a connection that is idle. */
    void serve(ChannelExchange exchange) {
        current = exchange;
        isReused = true;
        isAnswered = false;
        servingSinceNanos = idle.now();
        exchange.on(this);
        send(exchange);
    }

    /** Whether it is still to be opened for somebody. */
    boolean isWanted() {
        return current != null;
    }

    /** A connection in place of this one, which could not be opened. */
    UpstreamConnection again() {
        UpstreamConnection next = new UpstreamConnection(origin, idle, current);
        current = null;
        return next;
    }

    /** It could not be opened. */
    void unopened(Throwable cause) {
        fail(cause);
    }

    /** The exchange is given up, and with it the connection. */
    void abandon(ChannelExchange exchange) {
        if (current == exchange) {
            current = null;
            close();
        }
    }

    /** Reads no further than it has. */
    void pause() {
        if (!paused) {
            paused = true;
            context().channel().config().setAutoRead(false);
        }
    }

    void resume() {
        if (paused) {
            paused = false;
            context().channel().config().setAutoRead(true);
        }
    }

    /** Serves nobody any more unless somebody is being served already. */
    void closeIfIdle() {
        if (current == null) {
            close();
        }
    }

    void close() {
        if (context != null) {
            ChannelFuture unused = context.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** Open, and through the TLS handshake where there is one. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ChannelExchange first = current;
        if (first == null) {
            close();
        } else if (!sent) {
            send(first);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ChannelExchange exchange = current;
        isAnswered = true;
        if (exchange == null || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
            close();
            return;
        }
        if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            fail(unreadable(part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpResponse response) {
            begin(exchange, response);
        }
        if (part instanceof HttpContent content) {
            goOn(exchange, content);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        idle.forget(this);
        ChannelExchange exchange = current;
        if (exchange != null) {
            current = null;
            end(exchange, ConnectionTrouble.CLOSED_EARLY);
        }
    }

    /** A provider that ends the encryption sends no further answer, even where the connection itself stays open. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent && current == null) {
            close();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
    }

    private void send(ChannelExchange exchange) {
        sent = true;
        written = false;
        interim = false;
        FullHttpRequest message;
        try {
            message = exchange.message();
        } catch (RuntimeException defect) {
            fail(defect);
            return;
        }
        context().writeAndFlush(message).addListener(done -> written(exchange, done));
    }

    private void written(ChannelExchange exchange, Future<?> done) {
        if (current != exchange) {
            return;
        }
        written = true;
        if (done.isSuccess()) {
            exchange.sent();
        } else {
            fail(done.cause());
        }
    }

    private void begin(ChannelExchange exchange, HttpResponse response) {
        HttpResponseStatus status = response.status();
        interim = status.codeClass() == HttpStatusClass.INFORMATIONAL
                && !HttpResponseStatus.SWITCHING_PROTOCOLS.equals(status);
        if (!interim) {
            keepAlive = HttpUtil.isKeepAlive(response) && !HttpResponseStatus.SWITCHING_PROTOCOLS.equals(status);
            exchange.head(status.code(), response.headers());
        }
    }

    private void goOn(ChannelExchange exchange, HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (interim) {
            content.release();
            return;
        }
        exchange.content(content.content());
        // The exchange may have been given up just now, and the connection with it.
        if (last && current == exchange) {
            current = null;
            giveBack();
            exchange.received();
        }
    }

    private void giveBack() {
        // An answer that comes before the request was sent in full leaves the provider with the rest of it.
        if (keepAlive && written && isClean()) {
            resume();
            idleSinceNanos = idle.now();
            idle.keep(this);
        } else {
            close();
        }
    }

    /** Whether the next bytes on it would be the answer to the next request. */
    private boolean isClean() {
        return context().channel().isActive()
                && !Objects.requireNonNull(decoder).hasLeftOver();
    }

    private void fail(Throwable cause) {
        ChannelExchange exchange = current;
        current = null;
        close();
        if (exchange != null) {
            end(exchange, ConnectionTrouble.describe(cause));
        }
    }

    private void end(ChannelExchange exchange, String reason) {
        if (isReused && !isAnswered && idle.now() - servingSinceNanos < CLOSING) {
            exchange.unread();
        }
        exchange.broken(reason);
    }

    private static Throwable unreadable(Throwable cause) {
        return cause instanceof TooLongHttpHeaderException ? cause : new DecoderException(cause);
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }
}
