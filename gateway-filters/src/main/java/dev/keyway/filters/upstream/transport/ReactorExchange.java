package dev.keyway.filters.upstream.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * An exchange by reactor-netty's client, with all that an application may have configured of it: HTTP/2, customizers, a
 * wiretap. Signals from elsewhere are handed over to the request's loop.
 */
final class ReactorExchange implements Exchange {

    private final EventLoop loop;
    private final ExchangeListener listener;
    private final BodyReader reader = new BodyReader();
    private @Nullable Disposable exchange;
    private @Nullable Connection connection;
    private boolean draining;
    private boolean over;

    private ReactorExchange(EventLoop loop, ExchangeListener listener) {
        this.loop = loop;
        this.listener = listener;
    }

    static Exchange send(HttpClient client, EventLoop loop, UpstreamRequest request, ExchangeListener listener) {
        ReactorExchange made = new ReactorExchange(loop, listener);
        made.exchange = client.headers(
                        headers -> headers.set(request.headers()).set(HttpHeaderNames.CONTENT_LENGTH, request.length()))
                .request(HttpMethod.POST)
                .uri(request.uri())
                .send((ignored, out) -> Mono.from(out.send(Mono.fromSupplier(request.payload())))
                        .doOnSuccess(done -> Loops.run(loop, listener::sent)))
                .responseConnection((head, link) -> {
                    if (!Loops.run(loop, () -> made.receive(head, link))) {
                        link.dispose();
                    }
                    return Mono.<Void>empty();
                })
                .subscribe(none -> {}, error -> Loops.run(loop, () -> made.broken(error)));
        return made;
    }

    @Override
    public void readMore() {
        reader.ask();
    }

    @Override
    public void drain() {
        draining = true;
        reader.requestUnbounded();
    }

    /** The pool has it again, and looks at it before it serves. */
    @Override
    public void distrust() {}

    @Override
    public void abort() {
        over = true;
        if (exchange != null) {
            exchange.dispose();
        }
        if (connection != null) {
            connection.dispose();
            connection = null;
        }
    }

    private void receive(HttpClientResponse head, Connection link) {
        if (over) {
            link.dispose();
            return;
        }
        connection = link;
        listener.head(head.status().code(), head.responseHeaders());
        link.inbound().receive().subscribe(reader);
    }

    private void broken(Throwable error) {
        connection = null;
        if (!over) {
            over = true;
            listener.broken(ConnectionTrouble.describe(error));
        }
    }

    /** Takes the body chunk by chunk, each only when it is asked for. */
    private final class BodyReader extends BaseSubscriber<ByteBuf> {

        private boolean asked;

        /** Once it is there: an exchange may ask as soon as it knows the head. */
        void ask() {
            if (upstream() == null) {
                asked = true;
            } else {
                request(1);
            }
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            if (draining) {
                requestUnbounded();
            } else if (asked) {
                request(1);
            }
        }

        @Override
        protected void hookOnNext(ByteBuf bytes) {
            ByteBuf owned = bytes.retain();
            if (!Loops.run(loop, () -> chunk(owned))) {
                owned.release();
            }
        }

        @Override
        protected void hookOnComplete() {
            Loops.run(loop, () -> {
                connection = null;
                if (!over) {
                    over = true;
                    listener.complete();
                }
            });
        }

        @Override
        protected void hookOnError(Throwable error) {
            Loops.run(loop, () -> broken(error));
        }

        private void chunk(ByteBuf owned) {
            if (over || draining) {
                owned.release();
            } else {
                listener.chunk(owned);
            }
        }
    }
}
