package dev.keyway.filters.call;

import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.problem.GatewayError;
import java.time.Duration;

/** Next step of a call after a failed attempt. */
sealed interface CallStep {

    /** A further attempt, after a pause that may be zero. */
    record Ask(KeyDemand demand, Duration pause) implements CallStep {}

    /** A comparison with a key of another account, if the pool needs one; otherwise no further attempt. */
    record Compare() implements CallStep {}

    /**
     * No further attempt on this target.
     *
     * @param elsewhere whether another target may serve the request
     */
    record Stop(GatewayError error, boolean elsewhere) implements CallStep {}
}
