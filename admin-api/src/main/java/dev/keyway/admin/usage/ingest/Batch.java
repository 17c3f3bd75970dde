package dev.keyway.admin.usage.ingest;

import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageHeader;
import java.util.List;

/**
 * Usage batch of a log.
 *
 * @param events valid events, each ID once, in the order of their IDs
 * @param repeated repeats of an ID within the batch, which are left out
 * @param unreadable the other lines
 */
record Batch(UsageHeader header, List<UsageEvent> events, int repeated, List<Unreadable> unreadable) {

    Batch {
        events = List.copyOf(events);
        unreadable = List.copyOf(unreadable);
    }
}
