package dev.keyway.admin.policy;

/** How long a budget is for, in the tenant's calendar. */
public enum Period {
    DAY,
    WEEK,
    MONTH,
    /** Once and for all. */
    TOTAL
}
