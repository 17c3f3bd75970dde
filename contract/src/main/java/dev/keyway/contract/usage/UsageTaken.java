package dev.keyway.contract.usage;

import java.time.Instant;
import java.util.UUID;

/**
 * Response to a usage batch: everything in it is stored.
 *
 * @param mark the log's high-water mark: the sequence after which the gateway goes on
 * @param timeline of the installation
 * @param now the clock of the admin service
 * @param taken events that were new
 * @param repeated events that were stored before
 * @param rejected events that could not be read, and are retained for a person
 */
public record UsageTaken(long mark, UUID timeline, Instant now, int taken, int repeated, int rejected) {}
