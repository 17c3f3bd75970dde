package dev.keyway.filters.upstream.transport;

import java.time.Duration;
import reactor.netty.resources.ConnectionProvider;

/** How connections to a provider are kept: last used first, idle for at most 45 s, alive for at most 10 minutes. */
final class UpstreamPool {

    static final Duration IDLE = Duration.ofSeconds(45);
    static final Duration LIFE = Duration.ofMinutes(10);
    static final Duration EVICTION = Duration.ofSeconds(15);

    /** Permits bound what is in flight; the pool must never be the tighter bound. */
    private static final int CONNECTIONS = 100_000;

    private UpstreamPool() {}

    static ConnectionProvider open(String name) {
        return ConnectionProvider.builder(name)
                .maxConnections(CONNECTIONS)
                .lifo()
                .maxIdleTime(IDLE)
                .maxLifeTime(LIFE)
                .evictInBackground(EVICTION)
                .build();
    }
}
