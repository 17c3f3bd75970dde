package dev.keyway.filters.autoconfigure;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Provider;
import dev.keyway.filters.keypool.InMemoryKeyPool;
import dev.keyway.filters.keypool.KeyPool;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.Strategy;
import dev.keyway.filters.keyusage.UsageJournal;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.provider.Providers;
import dev.keyway.filters.settings.GatewaySettings;
import dev.keyway.filters.settings.ProviderSettings;
import dev.keyway.filters.upstream.UpstreamClients;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/** Makes the providers that serve out of what was configured. */
final class ProvidersAssembly {

    private final KnownProviders known = new KnownProviders();
    private final UpstreamClients clients;
    private final PriceCatalogue prices;
    private final @Nullable UsageJournal journal;
    private final Clock clock;

    ProvidersAssembly(UpstreamClients clients, PriceCatalogue prices, @Nullable UsageJournal journal, Clock clock) {
        this.journal = journal;
        this.clients = clients;
        this.prices = prices;
        this.clock = clock;
    }

    Providers assemble(GatewaySettings settings) {
        return new Providers(settings.providers().stream()
                .map(provider -> provider(provider, settings.bounds().queueSize()))
                .toList());
    }

    private ConfiguredProvider provider(ProviderSettings settings, int queueSize) {
        Provider declaration = known.declare(settings.id(), settings.baseUrl(), null);
        return new ConfiguredProvider(
                declaration,
                settings,
                pool(settings, queueSize),
                clients.forProvider(settings.id(), declaration.baseUrl()),
                prices,
                clock);
    }

    private KeyPool pool(ProviderSettings settings, int queueSize) {
        PoolSettings rules = PoolSettings.DEFAULT
                .withMaxInFlightPerKey(settings.maxConcurrentPerKey())
                .withMaxQueued(queueSize)
                .withStrategy(strategy(settings));
        if (journal == null) {
            return new InMemoryKeyPool(settings.keys(), rules, clock, Schedulers.parallel(), PoolEvents.NONE);
        }
        InMemoryKeyPool pool = new InMemoryKeyPool(
                settings.keys(), rules, clock, Schedulers.parallel(), journal.events(settings.id()));
        pool.restore(journal.state(settings.id()));
        return pool;
    }

    private static Strategy strategy(ProviderSettings settings) {
        return switch (settings.rotation()) {
            case BALANCED -> Strategy.BALANCED;
            case SEQUENTIAL -> Strategy.SEQUENTIAL;
            case WEIGHTED -> Strategy.WEIGHTED;
        };
    }
}
