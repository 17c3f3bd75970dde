package dev.keyway.bench.cpu;

import dev.keyway.bench.admin.Filled;
import dev.keyway.bench.rig.Gateway;
import dev.keyway.bench.rig.Metrics;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A managed gateway as it is called with many tokens: those that it knows, or others. */
final class ManagedContender implements Contender {

    /** The model that has prices. */
    static final String MODEL = "gpt-4o-mini";

    private static final int TOKENS = 2_000;

    /** The log is read each second at the latest. */
    private static final int QUIET_SECONDS = 2;

    private final String name;
    private final Gateway gateway;
    private final List<String> tokens;
    private final int status;

    private ManagedContender(String name, Gateway gateway, List<String> tokens, int status) {
        this.name = name;
        this.gateway = gateway;
        this.tokens = tokens;
        this.status = status;
    }

    /** Calls with tokens spread over those that there are. */
    static ManagedContender served(Gateway gateway, int tokens) {
        int used = Math.min(TOKENS, tokens);
        return new ManagedContender(
                "Keyway, managed",
                gateway,
                IntStream.range(0, used)
                        .mapToObj(i -> Filled.token((int) ((long) i * tokens / used)))
                        .toList(),
                200);
    }

    /** Calls with tokens that nobody knows. */
    static ManagedContender refused(Gateway gateway) {
        return new ManagedContender(
                "the same, unknown tokens",
                gateway,
                IntStream.range(0, TOKENS).mapToObj("kwy_unknown-%d"::formatted).toList(),
                401);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public URI v1() {
        return gateway.v1();
    }

    @Override
    public String model() {
        return Filled.PROVIDER + "/" + MODEL;
    }

    @Override
    public List<String> tokens() {
        return tokens;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(gateway.pid());
    }

    /** Waits until all usage is with the admin service. */
    @Override
    public void settle() throws InterruptedException {
        int quiet = 0;
        while (quiet < QUIET_SECONDS) {
            TimeUnit.SECONDS.sleep(1);
            Metrics metrics = gateway.management().metrics();
            boolean isShipped = metrics.sum("keyway_usage_unshipped_events", "") == 0
                    && metrics.sum("keyway_usage_unshipped_age_seconds", "") == 0;
            quiet = isShipped ? quiet + 1 : 0;
        }
    }

    /** Whoever started the gateway ends it. */
    @Override
    public void close() {}
}
