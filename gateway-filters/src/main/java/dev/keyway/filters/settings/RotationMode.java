package dev.keyway.filters.settings;

/** How the next key of a pool is chosen. */
public enum RotationMode {
    /** Idle keys first, then the one with the fewest calls today. */
    BALANCED,
    /** The same key for as long as it serves. */
    SEQUENTIAL,
    /** By each key's weight. */
    WEIGHTED
}
