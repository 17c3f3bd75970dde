package dev.keyway.admin.publish;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.gateway.GatewayAccess;
import dev.keyway.admin.gateway.KnownGateway;
import dev.keyway.contract.Secret;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Waits until there is something to tell a gateway. Nothing is held meanwhile but the call's thread; each time the bell
 * rings, and every two seconds, it looks: at the credential too, so that a gateway which is cut off is let go.
 */
@Component
final class News {

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration BURST = Duration.ofMillis(50);

    private final GatewayAccess access;
    private final Deliveries deliveries;
    private final Pipeline pipeline;
    private final Doorbell bell;

    News(GatewayAccess access, Deliveries deliveries, Pipeline pipeline, Doorbell bell) {
        this.access = access;
        this.deliveries = deliveries;
        this.pipeline = pipeline;
        this.bell = bell;
    }

    /**
     * The gateway as it is when there is news; empty if there is none in time.
     *
     * @throws dev.keyway.admin.problem.ProblemException if it is cut off
     */
    Optional<KnownGateway> await(Secret credential, long since, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            long counted = bell.rings();
            KnownGateway gateway = access.require(credential);
            if (revision() != since) {
                bell.gather(BURST);
                return Optional.of(gateway);
            }
            if (deliveries.anyFor(gateway.id())) {
                return Optional.of(gateway);
            }
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive() || bell.isClosed()) {
                return Optional.empty();
            }
            bell.await(counted, left.compareTo(LOOK) < 0 ? left : LOOK);
        }
    }

    private long revision() {
        return pipeline.jdbc()
                .sql("SELECT value FROM revision")
                .query(Long.class)
                .single();
    }
}
