package dev.keyway.filters.source.standalone;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.snapshot.SnapshotSource;
import java.util.List;
import java.util.stream.Stream;

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

    /**
     * Another reading is about to serve. The tokens of the one before stay known with it: requests of theirs are under way, and
     * continue to come if the swap fails.
     */
    void reads(StandaloneSettings serving, StandaloneSettings next) {
        tokens = Stream.concat(serving.tokens().stream(), next.tokens().stream())
                .distinct()
                .toList();
    }
}
