package dev.keyway.filters.snapshot;

import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.settings.GatewaySettings;
import java.util.List;

/**
 * Takes over other settings while the gateway serves, wherever they come from. They are compiled first, so that settings
 * which cannot be leave everything as it was; then one reference is swapped. Requests under way are served to their end
 * by what they began with. Must not be called on an event loop.
 */
public final class SnapshotSwap {

    private final LiveSnapshot live;
    private final SnapshotCompiler compiler;
    private final List<SnapshotListener> listeners;
    private final ProviderDrain drain;

    public SnapshotSwap(
            LiveSnapshot live, SnapshotCompiler compiler, List<SnapshotListener> listeners, ProviderDrain drain) {
        this.live = live;
        this.compiler = compiler;
        this.listeners = List.copyOf(listeners);
        this.drain = drain;
    }

    /**
     * Serves by these settings from now on, but for what only a start can set, which stays.
     *
     * @throws dev.keyway.filters.settings.InvalidSettingsException if they cannot be; nothing has changed then
     */
    public synchronized void to(GatewaySettings wanted) {
        Snapshot before = live.get();
        Snapshot next = compiler.after(before, wanted.onceStartedWith(before.settings()));
        listeners.forEach(listener -> listener.changing(before, next));
        compiler.adopt(next);
        live.swap(next);
        listeners.forEach(listener -> listener.changed(next));
        before.providers().values().stream()
                .filter(provider -> hasLeft(provider, next))
                .forEach(provider -> drain.begin(provider, before.settings().globalTimeout()));
    }

    private static boolean hasLeft(ConfiguredProvider provider, Snapshot next) {
        ConfiguredProvider successor = next.providers().get(provider.id());
        return successor == null
                || !successor
                        .declaration()
                        .baseUrl()
                        .equals(provider.declaration().baseUrl());
    }
}
