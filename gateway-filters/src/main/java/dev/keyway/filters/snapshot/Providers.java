package dev.keyway.filters.snapshot;

import dev.keyway.filters.model.Alias;
import dev.keyway.filters.provider.ConfiguredProvider;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Providers and aliases that are configured now; each call looks at the snapshot that serves. */
public final class Providers {

    private final Supplier<Snapshot> live;

    public Providers(Supplier<Snapshot> live) {
        this.live = live;
    }

    public Optional<ConfiguredProvider> find(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(byId().get(id));
    }

    public Collection<ConfiguredProvider> all() {
        return byId().values();
    }

    /** The only provider, where there is just one. */
    public Optional<ConfiguredProvider> only() {
        Map<String, ConfiguredProvider> byId = byId();
        return byId.size() == 1 ? byId.values().stream().findFirst() : Optional.empty();
    }

    /** The alias of a name, if there is one. */
    public Optional<Alias> alias(String name) {
        return live.get().alias(name);
    }

    private Map<String, ConfiguredProvider> byId() {
        return live.get().providers();
    }
}
