package dev.keyway.filters.upstream.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import reactor.netty.http.client.HttpClient;

/** A client whose exchanges the test plays. As a real one, it reports nothing of an exchange that is over. */
public final class FakeUpstream implements UpstreamClient {

    private final List<FakeExchange> exchanges = new ArrayList<>();

    /** All exchanges so far. */
    public List<FakeExchange> exchanges() {
        return exchanges;
    }

    /** The exchange that began last. */
    public FakeExchange last() {
        return exchanges.getLast();
    }

    @Override
    public HttpClient onThisLoop() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Exchange send(EventLoop loop, UpstreamRequest request, ExchangeListener listener) {
        FakeExchange exchange = new FakeExchange(request, listener);
        exchanges.add(exchange);
        return exchange;
    }

    @Override
    public void close() {}

    /** An exchange; its methods play what the provider does. */
    public static final class FakeExchange implements Exchange {

        private final UpstreamRequest request;
        private final ExchangeListener listener;
        private boolean sent;
        private boolean headed;
        private boolean over;
        private boolean aborted;

        FakeExchange(UpstreamRequest request, ExchangeListener listener) {
            this.request = request;
            this.listener = listener;
        }

        /** Whether the gateway has closed the connection. */
        public boolean isAborted() {
            return aborted;
        }

        /** The request has been written. */
        public FakeExchange sent() {
            if (!over && !sent) {
                sent = true;
                request.payload().get().release();
                listener.sent();
            }
            return this;
        }

        /** A status line with a content type. */
        public FakeExchange head(int status, String contentType) {
            if (!over && !headed) {
                headed = true;
                sent = true;
                HttpHeaders headers = new DefaultHttpHeaders().set("content-type", contentType);
                listener.head(status, headers);
            }
            return this;
        }

        /** Bytes of the body. */
        public FakeExchange chunk(String text) {
            if (!over && headed) {
                listener.chunk(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
            }
            return this;
        }

        /** The end of the body. */
        public void complete() {
            if (!over && headed) {
                over = true;
                listener.complete();
            }
        }

        /** The end of a connection that had served before, without a byte of a response. */
        public void unread() {
            if (!over) {
                listener.unread();
                broken();
            }
        }

        /** The end of the connection. */
        public void broken() {
            if (!over) {
                over = true;
                listener.broken("the connection broke");
            }
        }

        @Override
        public void readMore() {}

        @Override
        public void drain() {}

        @Override
        public void abort() {
            over = true;
            aborted = true;
        }

        @Override
        public void distrust() {}
    }
}
