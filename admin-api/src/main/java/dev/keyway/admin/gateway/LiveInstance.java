package dev.keyway.admin.gateway;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.contract.control.Registration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Instance that runs with a gateway's credential: one at a time.
 *
 * @param id its state directory; null if none has registered, or one of an earlier release
 * @param startCount how often it has started
 * @param seenAt its latest call; null if it never called
 * @param signedOff whether it said that it ends
 */
record LiveInstance(
        @Nullable UUID id, long startCount, @Nullable Instant seenAt, boolean signedOff) {

    /** @throws ProblemException if it runs, and is not an earlier start of the same directory */
    void requireReplaceableBy(Registration registration, Instant now) {
        boolean later = registration.instanceId() == null
                || (registration.instanceId().equals(id) && registration.startCount() >= startCount);
        if (id == null || later || signedOff) {
            return;
        }
        if (seenAt != null && seenAt.isAfter(now.minus(GatewayLife.CONNECTED))) {
            throw ProblemException.of(
                    ErrorCode.GATEWAY_RUNNING,
                    "Another instance runs with this credential: stop it, or create a gateway of its own for each.");
        }
    }
}
