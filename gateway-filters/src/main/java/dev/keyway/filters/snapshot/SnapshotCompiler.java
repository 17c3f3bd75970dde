package dev.keyway.filters.snapshot;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Provider;
import dev.keyway.filters.keypool.InMemoryKeyPool;
import dev.keyway.filters.keypool.KeyPool;
import dev.keyway.filters.keypool.KeyWarnings;
import dev.keyway.filters.keypool.PoolPersistence;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.settings.GatewaySettings;
import dev.keyway.filters.settings.ProviderSettings;
import dev.keyway.filters.upstream.UpstreamClients;
import java.time.Clock;
import java.util.Objects;
import reactor.core.scheduler.Schedulers;

/** Makes what serves out of what was configured. */
public final class SnapshotCompiler {

    private final KnownProviders known = new KnownProviders();
    private final UpstreamClients clients;
    private final PriceCatalogue prices;
    private final PoolPersistence pools;
    private final Clock clock;

    public SnapshotCompiler(UpstreamClients clients, PriceCatalogue prices, PoolPersistence pools, Clock clock) {
        this.pools = pools;
        this.clients = clients;
        this.prices = prices;
        this.clock = clock;
    }

    /** What serves at the start. */
    public Snapshot first(GatewaySettings settings) {
        return Snapshot.of(
                settings,
                settings.providers().stream()
                        .map(provider -> made(provider, settings.bounds().queueSize()))
                        .toList());
    }

    /**
     * What serves after another. A provider whose address stays keeps its pool and its connections, and one whose settings
     * stay is the same. Nothing that serves is changed by this: {@link #adopt} does that.
     */
    Snapshot after(Snapshot before, GatewaySettings settings) {
        return Snapshot.of(
                settings,
                settings.providers().stream()
                        .map(provider -> {
                            ConfiguredProvider known = before.providers().get(provider.id());
                            if (known == null || isElsewhere(known, provider)) {
                                return made(provider, settings.bounds().queueSize());
                            }
                            return known.settings().equals(provider) ? known : known.with(provider);
                        })
                        .toList());
    }

    private boolean isElsewhere(ConfiguredProvider known, ProviderSettings next) {
        return !known.declaration().baseUrl().equals(declaration(next).baseUrl())
                || !Objects.equals(known.settings().apiVersion(), next.apiVersion());
    }

    /** Hands each pool its keys and rules. */
    void adopt(Snapshot next) {
        int queueSize = next.settings().bounds().queueSize();
        next.providers()
                .values()
                .forEach(provider ->
                        provider.pool().update(provider.settings().keys(), rules(provider.settings(), queueSize)));
    }

    private ConfiguredProvider made(ProviderSettings settings, int queueSize) {
        Provider declaration = declaration(settings);
        return new ConfiguredProvider(
                declaration,
                settings,
                pool(settings, queueSize),
                clients.forProvider(settings.id(), declaration.baseUrl()),
                prices,
                clock);
    }

    private Provider declaration(ProviderSettings settings) {
        return known.declare(settings.id(), settings.baseUrl(), settings.apiVersion());
    }

    private KeyPool pool(ProviderSettings settings, int queueSize) {
        InMemoryKeyPool pool = new InMemoryKeyPool(
                settings.keys(),
                rules(settings, queueSize),
                clock,
                Schedulers.parallel(),
                new KeyWarnings(settings.id(), pools.events(settings.id())));
        pool.restore(pools.state(settings.id()));
        return pool;
    }

    private static PoolSettings rules(ProviderSettings settings, int queueSize) {
        return PoolSettings.DEFAULT
                .withMaxInFlightPerKey(settings.maxConcurrentPerKey())
                .withMaxQueued(queueSize)
                .withStrategy(settings.rotation());
    }
}
