package dev.keyway.filters.upstream.transport;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on a connection of its own loop. It lets go of the connection as soon as the answer has been read, which may
 * be before all of it was asked for: what comes late for this exchange cannot meet the next one.
 */
final class ChannelExchange implements Exchange {

    private static final String AGENT = "keyway";

    private @Nullable UpstreamRequest request;
    private final RequestTarget target;
    private final ExchangeListener listener;
    private final Deque<ByteBuf> waiting = new ArrayDeque<>(4);
    private @Nullable UpstreamConnection connection;
    private @Nullable UpstreamConnection given;
    private boolean wanted;
    private boolean delivering;
    private boolean draining;
    private boolean received;
    private boolean over;

    ChannelExchange(UpstreamRequest request, RequestTarget target, ExchangeListener listener) {
        this.request = request;
        this.target = target;
        this.listener = listener;
    }

    boolean isOver() {
        return over;
    }

    void on(UpstreamConnection link) {
        connection = link;
    }

    /** What is sent, head and body in one; once, and not kept: an answer may stream for minutes. */
    FullHttpRequest message() {
        UpstreamRequest sending = Objects.requireNonNull(request);
        request = null;
        HttpHeaders headers = sending.headers();
        headers.set(HttpHeaderNames.HOST, target.origin().header());
        if (!headers.contains(HttpHeaderNames.USER_AGENT)) {
            headers.set(HttpHeaderNames.USER_AGENT, AGENT);
        }
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(sending.length()));
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                target.path(),
                sending.payload().get(),
                headers,
                EmptyHttpHeaders.INSTANCE);
    }

    // What the connection reports.

    void sent() {
        if (!over) {
            listener.sent();
        }
    }

    void head(int status, HttpHeaders headers) {
        listener.head(status, headers);
    }

    void content(ByteBuf bytes) {
        if (over || draining || !bytes.isReadable()) {
            bytes.release();
        } else if (wanted && waiting.isEmpty()) {
            wanted = false;
            listener.chunk(bytes);
        } else {
            waiting.add(bytes);
            if (connection != null) {
                connection.pause();
            }
        }
    }

    /** The connection has read the whole answer and serves somebody else from now on. */
    void received() {
        given = connection;
        connection = null;
        received = true;
        deliver();
    }

    void unread() {
        if (!over) {
            listener.unread();
        }
    }

    void broken(String reason) {
        connection = null;
        if (!over) {
            over = true;
            release();
            listener.broken(reason);
        }
    }

    // What the attempt asks.

    @Override
    public void readMore() {
        wanted = true;
        deliver();
    }

    @Override
    public void drain() {
        draining = true;
        release();
        deliver();
    }

    @Override
    public void abort() {
        over = true;
        release();
        UpstreamConnection link = connection;
        connection = null;
        if (link != null) {
            link.abandon(this);
        }
    }

    @Override
    public void distrust() {
        UpstreamConnection link = given;
        given = null;
        if (link != null) {
            link.closeIfIdle();
        }
    }

    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        ByteBuf next = null;
        while (wanted && !over && (next = waiting.poll()) != null) {
            wanted = false;
            listener.chunk(next);
        }
        delivering = false;
        if (over || !waiting.isEmpty()) {
            return;
        }
        if (received) {
            over = true;
            listener.complete();
            given = null;
        } else if ((wanted || draining) && connection != null) {
            connection.resume();
        }
    }

    private void release() {
        for (ByteBuf bytes = waiting.poll(); bytes != null; bytes = waiting.poll()) {
            bytes.release();
        }
    }
}
