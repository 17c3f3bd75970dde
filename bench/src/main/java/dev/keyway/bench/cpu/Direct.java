package dev.keyway.bench.cpu;

import java.net.URI;
import java.util.Optional;

/** Nothing between client and provider: shows what the rig itself can do. */
record Direct(URI v1) implements Contender {

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public String model() {
        return "gpt-4o-mini";
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
