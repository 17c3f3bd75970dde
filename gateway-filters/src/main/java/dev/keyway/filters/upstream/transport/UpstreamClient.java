package dev.keyway.filters.upstream.transport;

import io.netty.channel.EventLoop;
import reactor.netty.http.client.HttpClient;

/** A provider's HTTP client. */
public interface UpstreamClient {

    /** The client of the event loop that this is called on; all other threads share one. */
    HttpClient onThisLoop();

    /** Sends a request. Must be called on the loop; the listener may be called before this returns. */
    Exchange send(EventLoop loop, UpstreamRequest request, ExchangeListener listener);

    /** Closes every connection that is idle; those in use close at the end of their call. */
    void close();
}
