package dev.keyway.filters.upstream.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's connections to a provider that wait for a request, the one used last first: idle for at most 45 s, alive
 * for at most 10 minutes.
 */
final class IdleConnections {

    private static final long IDLE = UpstreamPool.IDLE.toNanos();
    private static final long LIFE = UpstreamPool.LIFE.toNanos();

    private final EventLoop loop;
    private final LongSupplier nanos;
    private final Map<Origin, Deque<UpstreamConnection>> byOrigin = new HashMap<>();
    private boolean evicting;
    private boolean closed;

    /** @param nanos the time that passes, as {@link System#nanoTime()} tells it */
    IdleConnections(EventLoop loop, LongSupplier nanos) {
        this.loop = loop;
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** One that can serve at once, if there is any. */
    @Nullable
    UpstreamConnection take(Origin origin) {
        Deque<UpstreamConnection> waiting = byOrigin.get(origin);
        UpstreamConnection last = waiting == null ? null : waiting.pollLast();
        while (waiting != null && last != null && !(last.isUsable() && isFresh(last, now()))) {
            last.close();
            last = waiting.pollLast();
        }
        return last;
    }

    int count(Origin origin) {
        Deque<UpstreamConnection> waiting = byOrigin.get(origin);
        return waiting == null ? 0 : waiting.size();
    }

    void keep(UpstreamConnection connection) {
        if (closed) {
            connection.close();
            return;
        }
        byOrigin.computeIfAbsent(connection.origin(), origin -> new ArrayDeque<>())
                .addLast(connection);
        if (!evicting) {
            evicting = true;
            evictLater();
        }
    }

    void forget(UpstreamConnection connection) {
        Deque<UpstreamConnection> waiting = byOrigin.get(connection.origin());
        if (waiting != null) {
            waiting.removeLastOccurrence(connection);
        }
    }

    /** Closes all that wait, and all that come back. Any thread. */
    void close() {
        Loops.run(loop, () -> {
            closed = true;
            all().forEach(UpstreamConnection::close);
            byOrigin.clear();
        });
    }

    private void evictLater() {
        Future<?> unused = loop.schedule(this::evict, UpstreamPool.EVICTION.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void evict() {
        long now = now();
        for (UpstreamConnection connection : all()) {
            if (!isFresh(connection, now)) {
                forget(connection);
                connection.close();
            }
        }
        byOrigin.values().removeIf(Deque::isEmpty);
        evicting = !byOrigin.isEmpty();
        if (evicting) {
            evictLater();
        }
    }

    private List<UpstreamConnection> all() {
        List<UpstreamConnection> all = new ArrayList<>();
        byOrigin.values().forEach(all::addAll);
        return all;
    }

    private static boolean isFresh(UpstreamConnection connection, long now) {
        return now - connection.idleSinceNanos() < IDLE && now - connection.bornNanos() < LIFE;
    }
}
