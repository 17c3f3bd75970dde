package dev.keyway.filters.source.managed;

import dev.keyway.contract.Secret;
import dev.keyway.contract.control.Contract;
import dev.keyway.contract.control.Enrolled;
import dev.keyway.contract.control.Enrolment;
import dev.keyway.filters.control.ControlPlane;
import dev.keyway.filters.control.ControlProblemException;
import dev.keyway.filters.control.Credential;
import dev.keyway.filters.source.managed.store.EnrolledCredential;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enrolment of a gateway whose credential is that of a group: once, for a credential of its own, and again if the admin service does not
 * know that one any more.
 */
final class ReplicaEnrolment {

    private static final Logger log = LoggerFactory.getLogger(ReplicaEnrolment.class);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    private final ControlPlane plane;
    private final Credential credential;
    private final EnrolledCredential stored;
    private final @Nullable String host;

    /** @param host name of this machine; null if it is not known */
    ReplicaEnrolment(ControlPlane plane, Credential credential, EnrolledCredential stored, @Nullable String host) {
        this.plane = plane;
        this.credential = credential;
        this.stored = stored;
        this.host = Optional.ofNullable(host)
                .filter(name -> HOST.matcher(name).matches())
                .orElse(null);
    }

    /** Whether the gateway has to enrol before anything else. */
    boolean isDue() {
        return credential.mustEnrol();
    }

    /** Enrols. */
    void enrol() throws IOException, InterruptedException {
        Secret group = credential.configured();
        Enrolled enrolled = plane.enrol(new Enrolment(Contract.VERSION, GatewayRegistration.version(), host));
        Secret own = Secret.of(enrolled.credential());
        credential.enrolled(own);
        log.info("the gateway has enrolled as '{}'", enrolled.name());
        try {
            stored.store(group, own);
        } catch (IOException e) {
            log.warn(
                    "the credential was not stored, so that this gateway enrols again at its next start: {}",
                    e.getMessage());
        }
    }

    /** The admin service has refused a call. If it does not know this gateway any more, the next step is to enrol. */
    void refused(ControlProblemException problem) {
        if (!credential.isEnrolled() || !problem.code().equals("invalid_gateway_credential")) {
            return;
        }
        log.warn("the admin service does not know this gateway any more; it enrols again");
        credential.forgetEnrolled();
        try {
            stored.remove();
        } catch (IOException e) {
            log.warn("the former credential was not removed: {}", e.getMessage());
        }
    }

    /** Stores the credential of its own under another one of the group. */
    void rewrap(Secret group) throws IOException {
        if (credential.isEnrolled()) {
            stored.store(group, credential.current());
        }
    }
}
