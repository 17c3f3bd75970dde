package dev.keyway.admin.statement;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Usage of a month that is or may be missing.
 *
 * @param id names it when the statement is closed: the log, the gap, or the gateway whose events could not be read
 * @param gateway the gateway's name
 * @param since when its log was last heard of, the gap was found, or the first of the events was received
 * @param oldestUnshipped when the oldest event of the log that is not shipped was completed; null if none is known
 * @param detail what is known, in words
 */
public record Missing(
        MissingKind kind,
        UUID id,
        UUID gatewayId,
        String gateway,
        Instant since,
        @Nullable Instant oldestUnshipped,
        String detail) {}
