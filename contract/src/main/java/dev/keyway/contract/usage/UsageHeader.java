package dev.keyway.contract.usage;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Header of a usage batch: the first line of its body. Each further line is one {@link UsageEvent}, in the order of their sequences.
 *
 * @param contract the version of the contract that the events are written in
 * @param logId the log that the events are from
 * @param timeline of the installation, as the gateway knows it; null if it does not
 * @param after the sequence after which the batch begins: its events are all that the log has between this one and {@code through}
 * @param through the sequence up to which the batch reaches; the log's mark once it is taken
 * @param lastSequence the log's latest sequence
 * @param sentAt the gateway's clock
 */
public record UsageHeader(
        int contract,
        UUID logId,
        @Nullable UUID timeline,
        long after,
        long through,
        long lastSequence,
        Instant sentAt) {}
