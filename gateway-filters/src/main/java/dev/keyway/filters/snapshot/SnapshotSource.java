package dev.keyway.filters.snapshot;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.RuntimeModel;
import java.util.List;

/** Source of the runtime model. It hands later models to {@link SnapshotSwap}. */
public interface SnapshotSource {

    /** The model at start; may be empty. */
    RuntimeModel first();

    /** Whether providers may come after the start, so that a route may name one that the first model does not have. */
    default boolean providersComeLater() {
        return false;
    }

    /**
     * Proxy tokens in plain text as far as the source knows them, so that the request log can redact them; another list
     * object after each change.
     */
    default List<Secret> tokens() {
        return List.of();
    }
}
