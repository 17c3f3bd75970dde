package dev.keyway.filters.usage;

import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.RequestClosed;
import dev.keyway.filters.record.RequestOpened;
import java.util.List;
import java.util.UUID;

/**
 * Request that has ended, put together from its records.
 *
 * @param sequence of the record that ended it
 * @param attempts in their order
 */
public record EndedRequest(
        UUID event, long sequence, RequestOpened opened, List<Attempt> attempts, RequestClosed closed) {

    public EndedRequest {
        attempts = List.copyOf(attempts);
    }

    /** Attempt that has ended. */
    public record Attempt(AttemptOpened opened, UsageRecord.AttemptClose closed) {}
}
