package dev.keyway.filters.upstream.transport;

import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;

/** One event loop's way to a provider: its connections, and requests over them. Confined to that loop. */
final class ChannelClient {

    /** Models' names are in some addresses, and callers choose them. */
    private static final int TARGETS_KEPT = 1000;

    private final EventLoop loop;
    private final Dialer dialer;
    private final IdleConnections idle;
    private final Map<String, RequestTarget> targets = new HashMap<>();

    ChannelClient(EventLoop loop, Dialer dialer) {
        this.loop = loop;
        this.dialer = dialer;
        this.idle = new IdleConnections(loop, System::nanoTime);
    }

    /**
     * Sends a request, on a connection that is idle if there is one.
     *
     * @throws IllegalArgumentException if the request's address is none
     */
    Exchange send(UpstreamRequest request, ExchangeListener listener) {
        RequestTarget target = target(request.uri());
        ChannelExchange exchange = new ChannelExchange(request, target, listener);
        UpstreamConnection waiting = idle.take(target.origin());
        if (waiting != null) {
            waiting.serve(exchange);
        } else {
            dialer.open(loop, new UpstreamConnection(target.origin(), idle, exchange));
        }
        return exchange;
    }

    /** How many connections wait for a request. */
    int idle(Origin origin) {
        return idle.count(origin);
    }

    /** Closes what is idle, and what becomes idle. Any thread. */
    void close() {
        idle.close();
    }

    private RequestTarget target(String uri) {
        RequestTarget known = targets.get(uri);
        if (known == null) {
            if (targets.size() >= TARGETS_KEPT) {
                targets.clear();
            }
            known = RequestTarget.of(uri);
            targets.put(uri, known);
        }
        return known;
    }
}
