package dev.keyway.bench.soak;

import dev.keyway.bench.rig.Gateway;
import dev.keyway.bench.rig.MemoryProbe;
import dev.keyway.testkit.provider.FakeProvider;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The gateway of a soak: many keys without a bound of calls in flight, and an eye on its memory. */
final class SoakGateway {

    private static final int KEYS = 20;
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:MaxDirectMemorySize=512m", MemoryProbe.JVM_OPTION);

    private SoakGateway() {}

    static Gateway start(Path jar, FakeProvider provider) throws InterruptedException {
        Map<String, String> settings = new HashMap<>();
        settings.put("OPENAI_API_BASE", provider.v1().toString());
        keys().forEach(key -> settings.put("OPENAI_API_KEY_" + key.substring("soak-key-".length()), key));
        settings.put("MAX_CONCURRENT_REQUESTS_PER_KEY_OPENAI", "0");
        settings.put("FIRST_BYTE_TIMEOUT", "3");
        settings.put("FIRST_BYTE_TIMEOUT_STREAM", "3");
        return Gateway.start(jar, settings, JVM);
    }

    static List<String> keys() {
        return IntStream.rangeClosed(1, KEYS).mapToObj(i -> "soak-key-" + i).toList();
    }
}
