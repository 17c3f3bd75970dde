package dev.keyway.filters.snapshot;

import dev.keyway.filters.provider.ConfiguredProvider;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Providers that are configured now. Each call reads the snapshot that serves; what needs two answers takes {@link #now} once. */
public final class Providers {

    private final Supplier<Snapshot> live;

    public Providers(Supplier<Snapshot> live) {
        this.live = live;
    }

    /** The snapshot that serves now. */
    public Snapshot now() {
        return live.get();
    }

    public Optional<ConfiguredProvider> find(@Nullable String id) {
        return id == null ? Optional.empty() : now().provider(id);
    }

    public Collection<ConfiguredProvider> all() {
        return now().providers().values();
    }
}
