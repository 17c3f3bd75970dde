package dev.keyway.admin.usage.log;

/** Why events of a log are missing. */
public enum GapReason {
    /** The gateway no longer has them: it continued after them. */
    MISSING,
    /** The gateway writes to another log, such as after its volume was lost. */
    REPLACED,
    /** The gateway cannot read them: bytes of its log are damaged. */
    DAMAGED,
    /** The gateway has events that it has not shipped, and has been away for a day. */
    SILENT
}
