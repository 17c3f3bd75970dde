package dev.keyway.contract.control;

/**
 * All of the configuration at one revision.
 *
 * @param contract the {@link Contract} version that it is written in
 */
public record Snapshot(int contract, long revision, Sealing sealing, Configuration configuration) {}
