package dev.keyway.admin.usage.export;

/** Kind of a column: how its values, as PostgreSQL writes them, are written. */
enum ExportKind {
    /** Text that somebody chose: in CSV, what a spreadsheet would take for a formula is neutralised. */
    TEXT,
    /** An ID, a date or a word of Keyway's own. */
    WORD,
    /** A whole number. */
    NUMBER,
    /** A moment, in UTC. */
    MOMENT,
    /** Nano-dollars, written in dollars. */
    MONEY,
    /** True or false. */
    FLAG,
    /** A JSON object; none is an empty one. */
    OBJECT,

    /** A JSON object; nothing is null. */
    OPTIONAL_OBJECT
}
