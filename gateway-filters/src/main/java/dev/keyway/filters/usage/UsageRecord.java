package dev.keyway.filters.usage;

import java.time.Instant;

/** Usage record of an attempt, as the log stores it. Each says all that is needed to count it. */
public sealed interface UsageRecord {

    /** An attempt is about to be sent. */
    record Opened(CallTarget target, Instant at) implements UsageRecord {}

    /**
     * An attempt has ended.
     *
     * @param opened the sequence of its {@link Opened} record
     * @param at when it began: the day that it counts for
     */
    record Closed(long opened, CallTarget target, Instant at, CallResult result) implements UsageRecord {}
}
