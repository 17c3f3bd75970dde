package dev.keyway.admin.statement;

/** Why usage of a month is or may be missing. */
public enum MissingKind {
    /** The log of a gateway that has not shipped all of the month's usage, or has not been heard of since the month's end. */
    LOG,
    /** Events of a log that are lost, or may be. */
    GAP,
    /** Events of a gateway that could not be read, and are not booked. */
    REJECTED
}
