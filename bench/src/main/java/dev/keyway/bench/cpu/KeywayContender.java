package dev.keyway.bench.cpu;

import dev.keyway.bench.rig.Gateway;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway as it ships: token, key choice, sanitising, books, access log and metrics are on. */
final class KeywayContender implements Contender {

    /** More than clients, so that none waits: waiting is not what is measured. */
    private static final int KEYS = 50;

    private final Gateway gateway;

    KeywayContender(Path jar, URI provider, List<String> jvm) throws InterruptedException {
        Map<String, String> settings = new HashMap<>();
        settings.put("OPENAI_API_BASE", provider.toString());
        for (int i = 1; i <= KEYS; i++) {
            settings.put("OPENAI_API_KEY_" + i, "bench-key-" + i);
        }
        gateway = Gateway.start(jar, settings, jvm);
    }

    @Override
    public String name() {
        return "Keyway";
    }

    @Override
    public URI v1() {
        return gateway.v1();
    }

    @Override
    public String model() {
        return "openai/gpt-4o-mini";
    }

    @Override
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(gateway.pid());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
