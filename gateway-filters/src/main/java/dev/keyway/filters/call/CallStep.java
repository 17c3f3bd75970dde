package dev.keyway.filters.call;

import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.problem.GatewayError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Next step of a call after a failed attempt. */
sealed interface CallStep {

    /** A further attempt, after a pause that may be zero. */
    record Ask(KeyDemand demand, Duration pause) implements CallStep {}

    /** A comparison with a key of another account, if the pool needs one; otherwise no further attempt. */
    record Compare() implements CallStep {}

    /** The step's name in records. */
    static String label(@Nullable CallStep step) {
        return switch (step) {
            case null -> "stop";
            case Ask ask -> ask.demand().preferredKey() == null ? "next_key" : "same_key";
            case Compare compare -> "next_key";
            case Stop stop -> stop.elsewhere() ? "next_target" : "stop";
        };
    }

    /**
     * No further attempt on this target.
     *
     * @param elsewhere whether another target may serve the request
     */
    record Stop(GatewayError error, boolean elsewhere) implements CallStep {}
}
