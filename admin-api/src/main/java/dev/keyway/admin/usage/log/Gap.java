package dev.keyway.admin.usage.log;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gap in the events of a log.
 *
 * @param fromSequence the first that is missing; null if that is not known
 * @param toSequence the last that is missing; null if that is not known
 * @param damaged damaged places in the log so far; null if that is not the reason
 */
record Gap(
        UUID gatewayId,
        UUID logId,
        GapReason reason,
        @Nullable Long fromSequence,
        @Nullable Long toSequence,
        @Nullable Long damaged) {}
