package dev.keyway.filters.snapshot;

import dev.keyway.filters.caller.Callers;
import dev.keyway.filters.model.Alias;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.provider.ConfiguredProvider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Snapshot: all that requests are served with, compiled from one runtime model. Immutable: another model makes another
 * snapshot, and a request that holds a provider of this one is served by it to its end.
 *
 * @param model what it was compiled from
 * @param callers who may call
 * @param providers the providers by id, in the order of the model
 * @param aliases by name
 */
public record Snapshot(
        RuntimeModel model, Callers callers, Map<String, ConfiguredProvider> providers, Map<String, Alias> aliases) {

    public Snapshot {
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        aliases = Map.copyOf(aliases);
    }

    /** A snapshot of these callers and providers. */
    public static Snapshot of(RuntimeModel model, Callers callers, List<ConfiguredProvider> providers) {
        Map<String, ConfiguredProvider> byId = new LinkedHashMap<>();
        providers.forEach(provider -> byId.put(provider.id(), provider));
        Map<String, Alias> aliases = model.aliases().stream()
                .collect(Collectors.toMap(Alias::name, Function.identity(), (first, same) -> first));
        return new Snapshot(model, callers, byId, aliases);
    }

    /** The provider of an id, if it is configured. */
    public Optional<ConfiguredProvider> provider(String id) {
        return Optional.ofNullable(providers.get(id));
    }

    /** The providers whose pool and connections no provider of another snapshot has. */
    List<ConfiguredProvider> absentFrom(Snapshot other) {
        return providers.values().stream()
                .filter(provider -> other.provider(provider.id())
                        .filter(provider::sharesPoolWith)
                        .isEmpty())
                .toList();
    }

    /** The only provider, where there is just one. */
    public Optional<ConfiguredProvider> onlyProvider() {
        return providers.size() == 1 ? providers.values().stream().findFirst() : Optional.empty();
    }

    /** The alias of a name, if there is one. */
    public Optional<Alias> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
    }
}
