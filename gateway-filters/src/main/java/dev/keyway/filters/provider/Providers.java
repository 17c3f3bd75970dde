package dev.keyway.filters.provider;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The providers that are configured, in the order they were named. */
public final class Providers {

    private final Map<String, ConfiguredProvider> byId = new LinkedHashMap<>();

    public Providers(List<ConfiguredProvider> providers) {
        providers.forEach(provider -> byId.put(provider.id(), provider));
    }

    public Optional<ConfiguredProvider> find(@Nullable String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Collection<ConfiguredProvider> all() {
        return byId.values();
    }

    /** The only provider, where there is just one. */
    public Optional<ConfiguredProvider> only() {
        return byId.size() == 1 ? byId.values().stream().findFirst() : Optional.empty();
    }
}
