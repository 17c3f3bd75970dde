package dev.keyway.admin.providerkey;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of a key at a gateway, as last reported.
 *
 * @param model null: the key as a whole
 * @param until when it will be ready again, if that is known
 * @param successes of the day
 * @param failures in a row
 */
public record KeyStateView(
        UUID gatewayId,
        String gateway,
        @Nullable String model,
        State state,
        String reason,
        Instant since,
        @Nullable Instant until,
        int inFlight,
        long successes,
        long failures,
        Instant reportedAt) {

    /** Whether it serves, and if not, why. */
    public enum State {
        READY,
        COOLING,
        LOCKED,
        PROBING,
        UNUSABLE
    }
}
