package dev.keyway.admin.usage.log;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A gap in the usage of a gateway, as the API shows one.
 *
 * @param fromSequence the first record of the log that is missing; null if that is not known
 * @param toSequence the last record of the log that is missing; null if that is not known
 * @param damaged damaged places in the log; null if that is not the reason
 * @param resolvedBy who resolved it; {@code system} if its events have arrived
 * @param resolution what was done about it
 */
public record GapView(
        UUID id,
        UUID gatewayId,
        UUID logId,
        GapReason reason,
        @Nullable Long fromSequence,
        @Nullable Long toSequence,
        @Nullable Long damaged,
        Instant foundAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable String resolution) {}
