package dev.keyway.admin.publish;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.gateway.GatewayAccess;
import dev.keyway.admin.gateway.KnownGateway;
import dev.keyway.contract.Secret;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Long poll of a gateway: waits for a change of the configuration or a command. It reads both, and the credential, at each signal
 * and every two seconds, so that a gateway whose access ends gets its answer. Meanwhile it holds only the thread of the call.
 */
@Component
final class ChangePoller {

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration BURST = Duration.ofMillis(50);

    private final GatewayAccess access;
    private final Deliveries deliveries;
    private final Pipeline pipeline;
    private final ChangeSignal signal;

    ChangePoller(GatewayAccess access, Deliveries deliveries, Pipeline pipeline, ChangeSignal signal) {
        this.access = access;
        this.deliveries = deliveries;
        this.pipeline = pipeline;
        this.signal = signal;
    }

    /**
     * The gateway once there is something for it; empty if nothing came in time.
     *
     * @throws dev.keyway.admin.problem.ProblemException if its access has ended
     */
    Optional<KnownGateway> await(Secret credential, long since, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            long seen = signal.count();
            KnownGateway gateway = access.require(credential);
            if (revision() != since) {
                signal.gather(BURST);
                return Optional.of(gateway);
            }
            if (deliveries.anyFor(gateway.id())) {
                return Optional.of(gateway);
            }
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive() || signal.isClosed()) {
                return Optional.empty();
            }
            signal.await(seen, left.compareTo(LOOK) < 0 ? left : LOOK);
        }
    }

    private long revision() {
        return pipeline.jdbc()
                .sql("SELECT value FROM revision")
                .query(Long.class)
                .single();
    }
}
