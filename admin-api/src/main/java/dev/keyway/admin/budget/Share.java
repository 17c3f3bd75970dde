package dev.keyway.admin.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Share of a log in the budget of a window, in nano-dollars.
 *
 * @param granted the most that it may spend, counted as {@code booked} is
 * @param booked what its events cost that were booked
 * @param spent the same, booked or not, as its gateway last said
 * @param held estimates of its requests in progress
 * @param recent what it spent in the minute before its report
 * @param wanted by how much it was granted too little for a request that waits
 * @param wantedSince null: it wants nothing
 * @param connected whether its gateway is, and writes to this log
 */
record Share(
        UUID gateway,
        UUID log,
        long granted,
        long booked,
        long spent,
        long held,
        long recent,
        long wanted,
        @Nullable Instant wantedSince,
        Instant reportedAt,
        boolean connected) {

    /** For how long a report says what a gateway uses. */
    private static final Duration USE = Duration.ofMinutes(1);

    /** For how long a report says what a gateway wants. */
    private static final Duration WANT = Duration.ofSeconds(10);

    /** What it may spend beyond what is booked. */
    long outstanding() {
        return Math.max(0, granted - booked);
    }

    /** What may come to be booked: what it has spent beyond its grant, because a call cost more than was held, counts as well. */
    long exposed() {
        return Math.max(outstanding(), spent + held - booked);
    }

    /** What it needs beyond what is booked, so that the request that waits can start. */
    long needed() {
        return Math.max(exposed(), granted - booked + wanted);
    }

    boolean isActive(Instant now) {
        return reportedAt.isAfter(now.minus(USE)) && (recent > 0 || held > 0 || wanted > 0);
    }

    boolean wants(Instant now) {
        return wanted > 0 && reportedAt.isAfter(now.minus(WANT));
    }

    Share granted(long nanos) {
        return new Share(
                gateway,
                log,
                nanos,
                booked,
                spent,
                held,
                recent,
                Math.max(0, granted + wanted - nanos),
                granted + wanted > nanos ? wantedSince : null,
                reportedAt,
                connected);
    }
}
