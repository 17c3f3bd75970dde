package dev.keyway.filters.source.managed;

import dev.keyway.contract.control.Changes;
import dev.keyway.contract.control.Contract;
import dev.keyway.contract.control.Registered;
import dev.keyway.contract.control.Sealing;
import dev.keyway.contract.control.Snapshot;
import dev.keyway.filters.control.Backoff;
import dev.keyway.filters.control.ControlPlane;
import dev.keyway.filters.control.ControlProblemException;
import dev.keyway.filters.control.Membership;
import dev.keyway.filters.control.UnreadableMessageException;
import dev.keyway.filters.snapshot.SnapshotSwap;
import dev.keyway.filters.source.managed.compile.ConfigurationChange;
import dev.keyway.filters.source.managed.keys.KeySecrets;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loop of the control plane: enrols if it has to, registers, reads the snapshot where nothing usable is stored, then waits for changes. What fails is tried
 * again with backoff; meanwhile the gateway serves as before. One step at a time.
 */
final class ControlLoop {

    private static final Logger log = LoggerFactory.getLogger(ControlLoop.class);
    private static final Duration WAIT = Duration.ofSeconds(25);

    private final ControlPlane plane;
    private final ReplicaEnrolment enrolment;
    private final GatewayRegistration registration;
    private final Membership membership;
    private final ManagedConfiguration configuration;
    private final KeySecrets secrets;
    private final SnapshotSwap swap;
    private final CommandDesk commands;
    private final ControlConnection connection;
    private final Backoff backoff;
    private boolean needsSnapshot;

    ControlLoop(ControlTools tools, ManagedConfiguration configuration, SnapshotSwap swap, CommandDesk commands) {
        this.plane = tools.plane();
        this.enrolment = tools.enrolment();
        this.registration = tools.registration();
        this.membership = tools.membership();
        this.secrets = tools.secrets();
        this.connection = tools.connection();
        this.backoff = tools.backoff();
        this.configuration = configuration;
        this.swap = swap;
        this.commands = commands;
        this.needsSnapshot = configuration.revision() < 0 || configuration.lacksUserKeys();
    }

    /**
     * Makes the next step.
     *
     * @return how long to wait before the one after it
     * @throws InterruptedException if the thread is to end
     */
    Duration step() throws InterruptedException {
        try {
            next();
            connection.up(configuration.revision());
            backoff.reset();
            return Duration.ZERO;
        } catch (ControlProblemException e) {
            enrolment.refused(e);
            if (!e.code().isEmpty() && !e.code().equals("snapshots_busy")) {
                membership.ended();
            }
            connection.down(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            connection.down(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            needsSnapshot = true;
            log.error("the configuration of the admin service could not be applied", e);
        }
        return backoff.next();
    }

    private void next() throws IOException, InterruptedException {
        if (enrolment.isDue()) {
            enrolment.enrol();
            membership.ended();
        } else if (!membership.isCurrent()) {
            register();
        } else if (needsSnapshot) {
            readSnapshot();
        } else {
            readChanges();
        }
    }

    private void register() throws IOException, InterruptedException {
        Registered answer = plane.register(registration.now(configuration.timeline()));
        membership.registered(answer);
        if (!answer.timeline().equals(configuration.timeline())) {
            needsSnapshot = true;
        }
    }

    private void readSnapshot() throws IOException, InterruptedException {
        Snapshot snapshot = plane.snapshot();
        requireKnown(snapshot.contract());
        requireRecipient(snapshot.sealing());
        apply(
                snapshot.timeline(),
                snapshot.revision(),
                new ConfigurationChange(
                        true,
                        snapshot.configuration(),
                        Map.of(),
                        secrets.open(snapshot.configuration(), snapshot.sealing(), gateway())));
        needsSnapshot = false;
        log.info("the configuration of revision {} was read from the admin service", snapshot.revision());
    }

    private void readChanges() throws IOException, InterruptedException {
        Optional<Changes> changes;
        try {
            changes = plane.changes(configuration.revision(), timeline(), WAIT);
        } catch (ControlProblemException e) {
            if (e.code().equals("revision_gone")) {
                needsSnapshot = true;
                return;
            }
            throw e;
        }
        if (changes.isPresent()) {
            take(changes.get());
        } else {
            configuration.confirm();
        }
        configuration.resolve(secrets::resolve).ifPresent(swap::to);
    }

    private void take(Changes changes) throws IOException {
        requireKnown(changes.contract());
        if (!changes.timeline().equals(configuration.timeline()) || changes.from() != configuration.revision()) {
            needsSnapshot = true;
            return;
        }
        requireRecipient(changes.sealing());
        if (changes.to() == changes.from()) {
            configuration.confirm();
        } else {
            apply(
                    changes.timeline(),
                    changes.to(),
                    new ConfigurationChange(
                            false,
                            changes.upserts(),
                            changes.deletes(),
                            secrets.open(changes.upserts(), changes.sealing(), gateway())));
        }
        commands.take(changes.commands());
    }

    private void apply(UUID timeline, long revision, ConfigurationChange change) {
        swap.to(configuration.take(timeline, revision, change));
        // Only now: a gateway that may serve must know its callers.
        configuration.confirm();
    }

    /** Another gateway has registered with this credential; this one asks to be the one again. */
    private void requireRecipient(@Nullable Sealing sealing) throws IOException {
        if (sealing != null && !secrets.isRecipient(sealing)) {
            membership.ended();
            needsSnapshot = true;
            throw new UnreadableMessageException(
                    "keys are sealed to another gateway, which has registered with the same credential", null);
        }
    }

    private static void requireKnown(int contract) throws IOException {
        if (contract > Contract.VERSION) {
            throw new UnreadableMessageException(
                    "the admin service speaks version " + contract + " of the contract, this release only "
                            + Contract.VERSION + "; upgrade the gateway",
                    null);
        }
    }

    private UUID gateway() {
        return membership.last().orElseThrow().gatewayId();
    }

    private UUID timeline() {
        UUID timeline = configuration.timeline();
        if (timeline == null) {
            throw new IllegalStateException("a configuration has a timeline");
        }
        return timeline;
    }
}
