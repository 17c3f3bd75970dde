package dev.keyway.bench.books;

import java.time.Instant;

/**
 * Time without a gateway: it was killed, and started again.
 *
 * @param from just before it was killed
 * @param until when it was ready again
 */
record Outage(Instant from, Instant until) {

    /** Whether a call was under way at its beginning, or was sent in it. */
    boolean cuts(Call call) {
        return !call.sent().isAfter(until) && !call.ended().isBefore(from);
    }
}
