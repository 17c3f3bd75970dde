package dev.keyway.filters.source.standalone;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.snapshot.SnapshotSource;
import java.util.List;

/** Source of the model from a {@code .env} file and the environment. */
final class StandaloneSource implements SnapshotSource {

    private final RuntimeModel first;
    private volatile List<Secret> tokens;

    StandaloneSource(StandaloneSettings started) {
        this.first = started.model();
        this.tokens = started.tokens();
    }

    @Override
    public RuntimeModel first() {
        return first;
    }

    @Override
    public List<Secret> tokens() {
        return tokens;
    }

    /** Another reading is about to serve. */
    void reads(StandaloneSettings settings) {
        tokens = settings.tokens();
    }
}
