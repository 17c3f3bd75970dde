package dev.keyway.filters.snapshot;

import dev.keyway.filters.caller.Callers;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.settings.GatewaySettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that requests are served with, compiled from one reading of the settings. Never changes: other settings make
 * another snapshot, and a request that holds a provider of this one is served by it to its end.
 *
 * @param settings what it was compiled from
 * @param callers who may call
 * @param providers the providers by id, in the order they were named
 */
public record Snapshot(GatewaySettings settings, Callers callers, Map<String, ConfiguredProvider> providers) {

    public Snapshot {
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    }

    /** A snapshot of these providers. */
    public static Snapshot of(GatewaySettings settings, List<ConfiguredProvider> providers) {
        Map<String, ConfiguredProvider> byId = new LinkedHashMap<>();
        providers.forEach(provider -> byId.put(provider.id(), provider));
        return new Snapshot(settings, new Callers(settings.callers()), byId);
    }
}
