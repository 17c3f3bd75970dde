package dev.keyway.filters.upstream.transport;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** An HTTP client with connection pools: each event loop has connections of its own, so that no call changes threads. */
final class PooledUpstreamClient implements UpstreamClient {

    private final Supplier<ConnectionProvider> pools;
    private final Function<ConnectionProvider, HttpClient> maker;
    /** The JDK's ThreadLocal, whose keys are weak: netty's would leak a slot for each client. */
    private final ThreadLocal<HttpClient> perLoop = ThreadLocal.withInitial(this::open);

    private final Supplier<HttpClient> elsewhere = SingletonSupplier.of(this::open);
    private final @Nullable ChannelClients channels;
    private final List<ConnectionProvider> opened = new ArrayList<>();
    private boolean closed;

    private PooledUpstreamClient(
            Supplier<ConnectionProvider> pools, Function<ConnectionProvider, HttpClient> maker, boolean isPlain) {
        this.pools = pools;
        this.maker = maker;
        this.channels = isPlain ? new ChannelClients(() -> new Dialer(elsewhere.get())) : null;
    }

    /** A client that needs nothing beyond HTTP/1.1, so that calls need no more than a connection. */
    static PooledUpstreamClient plain(
            Supplier<ConnectionProvider> pools, Function<ConnectionProvider, HttpClient> maker) {
        return new PooledUpstreamClient(pools, maker, true);
    }

    /** A client with all that an application has configured. */
    static PooledUpstreamClient configured(
            Supplier<ConnectionProvider> pools, Function<ConnectionProvider, HttpClient> maker) {
        return new PooledUpstreamClient(pools, maker, false);
    }

    @Override
    public HttpClient onThisLoop() {
        return Schedulers.isInNonBlockingThread() ? perLoop.get() : elsewhere.get();
    }

    @Override
    public Exchange send(EventLoop loop, UpstreamRequest request, ExchangeListener listener) {
        return channels == null
                ? ReactorExchange.send(onThisLoop(), loop, request, listener)
                : channels.on(loop).send(request, listener);
    }

    @Override
    public synchronized void close() {
        closed = true;
        opened.forEach(ConnectionProvider::dispose);
        opened.clear();
        if (channels != null) {
            channels.close();
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private synchronized HttpClient open() {
        ConnectionProvider pool = pools.get();
        opened.add(pool);
        return maker.apply(pool);
    }
}
