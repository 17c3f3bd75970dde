package dev.keyway.filters.snapshot;

import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.provider.ConfiguredProvider;
import java.util.List;

/**
 * Swap of the snapshot while the gateway serves, whichever source the model comes from. The model is compiled first, so that
 * a failure leaves everything as it was; then one reference is swapped. Requests under way are served to their end by the
 * snapshot with which they began. Must not be called on an event loop.
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

    /** Serves by this model from now on. */
    public synchronized void to(RuntimeModel model) {
        Snapshot before = live.get();
        Snapshot next = compiler.after(before, model);
        listeners.forEach(listener -> listener.changing(before, next));
        compiler.adopt(before, next);
        live.swap(next);
        listeners.forEach(listener -> listener.changed(next));
        before.providers().values().stream()
                .filter(provider -> hasLeft(provider, next))
                .forEach(provider -> drain.begin(provider, before.model().globalTimeout()));
    }

    /** Whether no provider of the next snapshot serves with its pool and connections. */
    @SuppressWarnings("ReferenceEquality") // Two pools are never equal.
    private static boolean hasLeft(ConfiguredProvider provider, Snapshot next) {
        ConfiguredProvider successor = next.providers().get(provider.id());
        return successor == null || successor.pool() != provider.pool();
    }
}
