package dev.keyway.admin.usage.log;

import java.util.UUID;

/**
 * Mark of a log, locked by the transaction that reads it.
 *
 * @param mark the sequence up to which its events are stored
 * @param rewound whether its gateway was told to go back to the mark in this timeline
 * @param timeline of the installation
 */
public record LogMark(UUID gatewayId, UUID logId, long mark, boolean rewound, UUID timeline) {}
