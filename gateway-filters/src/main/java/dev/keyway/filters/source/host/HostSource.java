package dev.keyway.filters.source.host;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.snapshot.SnapshotSource;
import java.util.List;

/** Source of the model from a host application's properties, which do not change while it runs. */
record HostSource(RuntimeModel first, List<Secret> tokens) implements SnapshotSource {}
