package dev.keyway.admin.statement;

/** Kind of a line of a statement. */
public enum LineKind {
    /** Requests of the month. */
    USAGE,
    /** Requests of a closed month that arrived after its closing. */
    LATE,
    /** Adjustments that people made. */
    ADJUSTMENT,
    /** Adjustments of a repricing. */
    REPRICING
}
