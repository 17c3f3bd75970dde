package dev.keyway.filters.snapshot;

import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Provider;
import dev.keyway.filters.caller.Callers;
import dev.keyway.filters.keypool.KeyPool;
import dev.keyway.filters.keypool.KeyWarnings;
import dev.keyway.filters.keypool.PoolPersistence;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.inmemory.InMemoryKeyPool;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.upstream.transport.UpstreamClient;
import dev.keyway.filters.upstream.transport.UpstreamClients;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/** Compiler of snapshots. What a model leaves unchanged is the same object in the next snapshot. */
final class SnapshotCompiler {

    private static final Logger log = LoggerFactory.getLogger(SnapshotCompiler.class);

    private final KnownProviders known = new KnownProviders();
    private final UpstreamClients clients;
    private final PoolPersistence pools;
    private final Clock clock;

    SnapshotCompiler(UpstreamClients clients, PoolPersistence pools, Clock clock) {
        this.pools = pools;
        this.clients = clients;
        this.clock = clock;
    }

    /** The snapshot at start. */
    public Snapshot first(RuntimeModel model) {
        return Snapshot.of(
                model,
                new Callers(model.callers()),
                model.providers().stream()
                        .map(provider -> create(provider, model))
                        .toList());
    }

    /**
     * The snapshot after another. A provider whose address stays keeps its pool and its connections, and one whose settings
     * and prices stay is the same. Changes nothing that serves: {@link #adopt} does that.
     */
    Snapshot after(Snapshot before, RuntimeModel model) {
        boolean sameCallers = before.model().callers().equals(model.callers());
        Callers callers = sameCallers ? before.callers() : new Callers(model.callers());
        List<ConfiguredProvider> providers = new ArrayList<>();
        try {
            model.providers().forEach(provider -> providers.add(after(before, provider, model)));
            return Snapshot.of(model, callers, providers);
        } catch (RuntimeException | Error failure) {
            Snapshot.of(before.model(), callers, providers).absentFrom(before).forEach(ConfiguredProvider::retire);
            throw failure;
        }
    }

    private ConfiguredProvider after(Snapshot before, ProviderSettings settings, RuntimeModel model) {
        ConfiguredProvider serving = before.providers().get(settings.id());
        if (serving == null) {
            return create(settings, model);
        }
        if (serving.settings().equals(settings)) {
            return before.model().prices() == model.prices() ? serving : serving.with(settings, model.prices());
        }
        return isElsewhere(serving, settings) ? create(settings, model) : serving.with(settings, model.prices());
    }

    private boolean isElsewhere(ConfiguredProvider serving, ProviderSettings next) {
        Provider declaration = declaration(next);
        return !serving.declaration().baseUrl().equals(declaration.baseUrl())
                || !serving.declaration().id().equals(declaration.id())
                || !Objects.equals(serving.settings().apiVersion(), next.apiVersion());
    }

    /** Hands each pool that is concerned its keys and rules. One that fails is logged, so that no other lacks its own. */
    void adopt(Snapshot before, Snapshot next) {
        int queueSize = next.model().queueSize();
        boolean sameQueue = before.model().queueSize() == queueSize;
        next.providers().forEach((id, provider) -> {
            if (!sameQueue || before.providers().get(id) != provider) {
                adopt(provider, queueSize);
            }
        });
    }

    private static void adopt(ConfiguredProvider provider, int queueSize) {
        try {
            provider.pool().update(provider.settings().keys(), rules(provider.settings(), queueSize));
        } catch (RuntimeException | Error failure) {
            log.error("The keys of provider {} were not replaced", provider.id(), failure);
        }
    }

    private ConfiguredProvider create(ProviderSettings settings, RuntimeModel model) {
        Provider declaration = declaration(settings);
        UpstreamClient client = clients.forProvider(settings.id(), declaration.baseUrl());
        try {
            KeyPool pool = pool(settings, model.queueSize());
            return new ConfiguredProvider(declaration, settings, pool, client, model.prices(), clock);
        } catch (RuntimeException | Error failure) {
            client.close();
            throw failure;
        }
    }

    private Provider declaration(ProviderSettings settings) {
        return known.declare(settings.declaration(), settings.baseUrl(), settings.apiVersion());
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
