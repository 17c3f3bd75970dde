package dev.keyway.admin.token;

import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a token gets another secret.
 *
 * @param grace how long the old one stays valid; none: 24 hours, at most 30 days
 */
record Rotation(@Nullable Duration grace) {

    private static final Duration USUAL = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(30);

    /** @throws ProblemException if it is out of range */
    Duration graceInRange() {
        Duration asked = grace == null ? USUAL : grace;
        if (asked.isNegative() || asked.compareTo(LONGEST) > 0) {
            throw ProblemException.invalid("grace", "must be from PT0S to P30D");
        }
        return asked;
    }
}
