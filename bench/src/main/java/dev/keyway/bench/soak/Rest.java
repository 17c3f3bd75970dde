package dev.keyway.bench.soak;

import dev.keyway.bench.rig.Gateway;
import dev.keyway.bench.rig.Metrics;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.testkit.provider.FakeProvider;
import java.time.Duration;
import java.util.List;

/** What is left behind when all clients have their answers: nothing may be. */
final class Rest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Rest() {}

    static List<Verdict> verdicts(Gateway gateway, FakeProvider provider) throws InterruptedException {
        try {
            provider.awaitIdle(PATIENCE);
        } catch (AssertionError stillBusy) {
            // The figure below tells how many.
        }
        Metrics metrics = gateway.management().metrics();
        if (!metrics.has("keyway_in_flight") || !metrics.has("keyway_queue_depth")) {
            throw new IllegalStateException("the gateway does not report what is in flight");
        }
        return List.of(
                Verdict.exactly("requests open at the provider afterwards", 0, provider.openRequests()),
                Verdict.exactly("keys in flight afterwards", 0, (long) metrics.sum("keyway_in_flight", "")),
                Verdict.exactly("requests queued afterwards", 0, (long) metrics.sum("keyway_queue_depth", "")));
    }
}
