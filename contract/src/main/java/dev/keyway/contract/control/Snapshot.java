package dev.keyway.contract.control;

import java.util.UUID;

/**
 * All of the configuration at one revision.
 *
 * @param contract the {@link Contract} version that it is written in
 * @param timeline of the installation
 */
public record Snapshot(int contract, UUID timeline, long revision, Sealing sealing, Configuration configuration) {}
