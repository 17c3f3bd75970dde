package dev.keyway.admin.usage.repricing;

/** State of a repricing. */
public enum RepricingState {
    RUNNING,
    DONE,
    /** It stopped where the database refused a value; what it adjusted before remains. */
    FAILED
}
