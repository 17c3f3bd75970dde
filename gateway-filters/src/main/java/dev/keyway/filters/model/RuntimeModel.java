package dev.keyway.filters.model;

import dev.keyway.catalogue.price.PriceCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runtime model: all that can change while the gateway serves, complete and checked, whichever source it comes from.
 *
 * @param callers who may call; the same object while none changes; empty where the host application authenticates callers itself
 * @param providers the configured providers, in the order in which the source names them
 * @param aliases model names of the installation's own
 * @param prices the price list; the same object while it does not change
 * @param globalTimeout how long a request may wait for keys and start attempts
 * @param queueSize how many requests may wait for a key, per provider and model
 * @param corsOrigins origins of the web whose scripts may call; empty for none, {@code *} for all
 */
public record RuntimeModel(
        CallerIndex callers,
        List<ProviderSettings> providers,
        List<Alias> aliases,
        PriceCatalogue prices,
        Duration globalTimeout,
        int queueSize,
        List<String> corsOrigins) {

    /** How long a request may wait for keys and start attempts by default. */
    public static final Duration DEFAULT_GLOBAL_TIMEOUT = Duration.ofSeconds(30);

    /** How many requests may wait for a key of one provider and model by default. */
    public static final int DEFAULT_QUEUE_SIZE = 1_000;

    public RuntimeModel {
        providers = List.copyOf(providers);
        aliases = List.copyOf(aliases);
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** A model by which nothing can be served yet. */
    public static RuntimeModel empty(PriceCatalogue prices) {
        return of(CallerIndex.EMPTY, List.of(), prices);
    }

    /** A model with these callers and providers, and defaults for the rest. */
    public static RuntimeModel of(CallerIndex callers, List<ProviderSettings> providers, PriceCatalogue prices) {
        return new RuntimeModel(
                callers, providers, List.of(), prices, DEFAULT_GLOBAL_TIMEOUT, DEFAULT_QUEUE_SIZE, List.of());
    }

    /** The same model with other providers. */
    public RuntimeModel withProviders(List<ProviderSettings> others) {
        return new RuntimeModel(callers, others, aliases, prices, globalTimeout, queueSize, corsOrigins);
    }

    /** The same model with other callers. */
    public RuntimeModel withCallers(CallerIndex others) {
        return new RuntimeModel(others, providers, aliases, prices, globalTimeout, queueSize, corsOrigins);
    }

    /** The same model with other aliases. */
    public RuntimeModel withAliases(List<Alias> others) {
        return new RuntimeModel(callers, providers, others, prices, globalTimeout, queueSize, corsOrigins);
    }

    /** A provider, if it is configured. */
    public Optional<ProviderSettings> provider(String id) {
        return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }
}
