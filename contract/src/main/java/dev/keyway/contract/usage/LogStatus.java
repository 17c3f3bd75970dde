package dev.keyway.contract.usage;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * State of a gateway's usage log.
 *
 * @param logId the log
 * @param lastSequence its latest sequence
 * @param shippedThrough the sequence up to which the admin service has taken its events
 * @param oldestUnshipped when the oldest event that is not taken yet was completed; null if all are taken
 * @param damaged damaged places that were found in it since it began: bytes that were events and are lost
 */
public record LogStatus(
        UUID logId,
        long lastSequence,
        long shippedThrough,
        @Nullable Instant oldestUnshipped,
        long damaged) {}
