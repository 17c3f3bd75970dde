package dev.keyway.filters.upstream.transport;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/** The connections to one provider of all event loops. */
final class ChannelClients {

    private final Supplier<Dialer> dialer;
    private final Map<EventLoop, ChannelClient> perLoop = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param dialer asked once, when the first connection is needed */
    ChannelClients(Supplier<Dialer> dialer) {
        this.dialer = SingletonSupplier.of(dialer);
    }

    /** The client of a loop. */
    ChannelClient on(EventLoop loop) {
        ChannelClient ours = perLoop.get(loop);
        return ours == null ? open(loop) : ours;
    }

    /** Closes what is idle, and from now on what becomes idle. Any thread. */
    void close() {
        closed = true;
        perLoop.values().forEach(ChannelClient::close);
    }

    private ChannelClient open(EventLoop loop) {
        ChannelClient made = perLoop.computeIfAbsent(loop, unseen -> new ChannelClient(loop, dialer.get()));
        if (closed) {
            made.close();
        }
        return made;
    }
}
