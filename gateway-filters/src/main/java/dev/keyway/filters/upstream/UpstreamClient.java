package dev.keyway.filters.upstream;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/** A provider's HTTP client: each event loop has one with connections of its own, so that no call changes threads. */
public final class UpstreamClient {

    private final FastThreadLocal<HttpClient> perLoop;
    private final Supplier<HttpClient> elsewhere;

    UpstreamClient(Supplier<HttpClient> maker) {
        this.perLoop = new FastThreadLocal<>() {
            @Override
            protected HttpClient initialValue() {
                return maker.get();
            }
        };
        this.elsewhere = SingletonSupplier.of(maker);
    }

    /** The client of the event loop that this is called on; all other threads share one. */
    public HttpClient onThisLoop() {
        return Schedulers.isInNonBlockingThread() ? perLoop.get() : elsewhere.get();
    }
}
