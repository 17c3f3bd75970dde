package dev.keyway.filters.source.managed;

import dev.keyway.contract.Secret;
import dev.keyway.contract.control.Heartbeat;
import dev.keyway.filters.control.ControlPlane;
import dev.keyway.filters.control.Credential;
import dev.keyway.filters.control.Membership;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.filters.source.managed.store.CredentialStore;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs of life. With each, a credential that was replaced in its file is taken over. */
final class Heartbeats {

    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

    private final ControlPlane plane;
    private final Membership membership;
    private final GatewayRegistration registration;
    private final Supplier<Snapshot> live;
    private final ManagedConfiguration configuration;
    private final Credential credential;
    private final CredentialStore store;
    private final Instant startedAt;
    private Secret stored;

    Heartbeats(
            ControlTools tools,
            Supplier<Snapshot> live,
            ManagedConfiguration configuration,
            Credential credential,
            CredentialStore store,
            Instant startedAt) {
        this.plane = tools.plane();
        this.membership = tools.membership();
        this.registration = tools.registration();
        this.live = live;
        this.configuration = configuration;
        this.credential = credential;
        this.store = store;
        this.startedAt = startedAt;
        this.stored = credential.configured();
    }

    /**
     * Sends a heartbeat if this gateway is registered. Otherwise the heartbeat would keep the registered instance alive, and this one
     * could never register. Failures are not reported here: the control loop reports them.
     */
    void beat() throws InterruptedException {
        takeCredential();
        if (!membership.isCurrent()) {
            return;
        }
        int inFlight = live.get().providers().values().stream()
                .mapToInt(provider -> provider.pool().counts().inFlight())
                .sum();
        try {
            plane.report(new Heartbeat(
                    GatewayRegistration.version(),
                    Math.max(0, configuration.revision()),
                    startedAt,
                    inFlight,
                    registration.log().now(),
                    registration.identity().instanceId()));
        } catch (IOException e) {
            log.debug("a heartbeat was not received", e);
        }
    }

    private void takeCredential() {
        credential.refresh();
        Secret current = credential.configured();
        if (current.equals(stored)) {
            return;
        }
        try {
            store.rewrap(current);
            stored = current;
        } catch (IOException e) {
            log.warn("what is stored is still under the credential before: {}", e.getMessage());
        }
    }
}
