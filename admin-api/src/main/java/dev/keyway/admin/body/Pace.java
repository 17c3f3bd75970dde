package dev.keyway.admin.body;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How fast a body must arrive: after 10 s at 16 KiB/s or more on average, and as a whole within 2 minutes. */
final class Pace {

    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int BYTES_PER_SECOND = 16 << 10;

    private final Clock clock;
    private final Instant begun;

    Pace(Clock clock) {
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** @throws ProblemException if the body should have more bytes by now, or be whole */
    void require(long bytes) {
        Duration taken = Duration.between(begun, clock.instant());
        Duration due = START.plusMillis(bytes * 1000 / BYTES_PER_SECOND);
        if (taken.compareTo(due) > 0 || taken.compareTo(LONGEST) > 0) {
            throw tooSlow();
        }
    }

    static ProblemException tooSlow() {
        return ProblemException.of(
                ErrorCode.REQUEST_TIMEOUT,
                "The body arrived too slowly: after 10 seconds it must come at 16 KiB a second, and be whole within 2 minutes.");
    }
}
