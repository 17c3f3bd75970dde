package dev.keyway.catalogue.quota;

/** How what was used of a limit comes back. */
public enum Refill {
    /** Bit by bit; the reset is when the bucket is full again. */
    STEADY,
    /** Bit by bit, the whole limit within a minute; no reset is told. */
    EACH_MINUTE,
    /** All at once at the reset. */
    AT_RESET
}
