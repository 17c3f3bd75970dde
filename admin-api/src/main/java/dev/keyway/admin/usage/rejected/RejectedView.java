package dev.keyway.admin.usage.rejected;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A usage event that could not be read, as the API shows one.
 *
 * @param contract the version of the contract that it is written in
 * @param sequence of it in the log; null if that cannot be read either
 * @param eventId null if that cannot be read either
 * @param reason why it could not be read
 * @param bytes its size
 * @param replayedAt when it was booked after all
 */
public record RejectedView(
        UUID id,
        UUID gatewayId,
        UUID logId,
        int contract,
        @Nullable Long sequence,
        @Nullable UUID eventId,
        String reason,
        int bytes,
        Instant receivedAt,
        @Nullable Instant replayedAt) {}
