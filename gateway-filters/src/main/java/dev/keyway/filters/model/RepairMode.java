package dev.keyway.filters.model;

/** Which requests are sent again without a member that a provider refuses. */
public enum RepairMode {
    /** Those with a member that only tunes, and those to which the gateway added one. */
    ALL,
    /** Only those to which the gateway added it. */
    ADDED,
    /** None. */
    OFF
}
