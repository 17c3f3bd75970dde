package dev.keyway.admin.provider;

import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Timeouts as they are stored: in milliseconds, or null for the gateway's own. */
final class Timeouts {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private Timeouts() {}

    /** @throws ProblemException naming the field, if it is out of range */
    static @Nullable Long millis(String field, @Nullable Duration timeout) {
        if (timeout == null) {
            return null;
        }
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw ProblemException.invalid(field, "must be from PT0.001S to PT1H");
        }
        return timeout.toMillis();
    }

    static @Nullable Duration duration(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
