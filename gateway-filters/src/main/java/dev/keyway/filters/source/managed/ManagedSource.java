package dev.keyway.filters.source.managed;

import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.snapshot.SnapshotSource;

/** Source of the model from the admin service: at start, from what is stored of it. */
record ManagedSource(RuntimeModel first) implements SnapshotSource {

    @Override
    public boolean providersComeLater() {
        return true;
    }
}
