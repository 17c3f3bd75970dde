package dev.keyway.admin.statement;

/** State of a statement. */
public enum StatementState {
    /** The month is not over, or usage of it is or may be missing. */
    PROVISIONAL,
    /** All usage of the month has arrived, as far as is known; corrections are still booked in it. */
    COMPLETE,
    /** It does not change any more. */
    CLOSED
}
