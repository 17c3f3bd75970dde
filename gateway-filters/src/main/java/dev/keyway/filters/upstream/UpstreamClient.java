package dev.keyway.filters.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A provider's HTTP client: each event loop has one with connections of its own, so that no call changes threads. */
public final class UpstreamClient {

    private final Supplier<ConnectionProvider> pools;
    private final Function<ConnectionProvider, HttpClient> maker;
    /** Of the JDK's kind, which forgets a client that is gone; netty's would keep a place for it for good. */
    private final ThreadLocal<HttpClient> perLoop = ThreadLocal.withInitial(this::open);

    private final Supplier<HttpClient> elsewhere = SingletonSupplier.of(this::open);
    private final List<ConnectionProvider> opened = new ArrayList<>();
    private boolean closed;

    UpstreamClient(Supplier<ConnectionProvider> pools, Function<ConnectionProvider, HttpClient> maker) {
        this.pools = pools;
        this.maker = maker;
    }

    /** The client of the event loop that this is called on; all other threads share one. */
    public HttpClient onThisLoop() {
        return Schedulers.isInNonBlockingThread() ? perLoop.get() : elsewhere.get();
    }

    /** Closes every connection that is idle; those in use close at the end of their call. */
    public synchronized void close() {
        closed = true;
        opened.forEach(ConnectionProvider::dispose);
        opened.clear();
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
