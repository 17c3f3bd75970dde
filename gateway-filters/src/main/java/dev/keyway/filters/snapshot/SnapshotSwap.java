package dev.keyway.filters.snapshot;

import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.provider.ConfiguredProvider;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Swap of the snapshot while the gateway serves, whichever source the model comes from. The model is compiled and announced
 * first: a failure there leaves everything as it was. Then one reference is swapped; what fails from there on is logged and
 * holds up nothing else. Requests under way are served to their end by the snapshot with which they began. Must not be called
 * on an event loop.
 */
public final class SnapshotSwap {

    private static final Logger log = LoggerFactory.getLogger(SnapshotSwap.class);

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
        announce(before, next);
        compiler.adopt(before, next);
        live.swap(next);
        listeners.forEach(listener -> guard(listener, () -> listener.changed(next)));
        before.absentFrom(next)
                .forEach(provider -> drain.begin(provider, before.model().globalTimeout()));
    }

    private void announce(Snapshot before, Snapshot next) {
        try {
            listeners.forEach(listener -> listener.changing(before, next));
        } catch (RuntimeException | Error failure) {
            next.absentFrom(before).forEach(ConfiguredProvider::retire);
            listeners.forEach(listener -> guard(listener, () -> listener.changing(before, before)));
            throw failure;
        }
    }

    private static void guard(SnapshotListener listener, Runnable notification) {
        try {
            notification.run();
        } catch (RuntimeException | Error failure) {
            log.error(
                    "{} failed in a change of the settings", listener.getClass().getSimpleName(), failure);
        }
    }
}
