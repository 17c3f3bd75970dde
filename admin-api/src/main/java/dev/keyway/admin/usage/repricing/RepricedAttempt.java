package dev.keyway.admin.usage.repricing;

import java.time.Instant;
import java.util.UUID;

/**
 * An attempt that has a cost by a list.
 *
 * @param before nano-dollars that it cost by price before
 * @param difference nano-dollars that are added
 * @param list what priced it
 * @param isBooked whether an adjustment is made: its cost changes, or it had no price and has one now
 */
record RepricedAttempt(
        UUID id, RecordedRequest request, int number, long before, long difference, String list, boolean isBooked) {

    Instant arrivedAt() {
        return request.arrivedAt();
    }
}
