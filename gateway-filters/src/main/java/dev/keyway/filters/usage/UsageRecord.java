package dev.keyway.filters.usage;

import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestClosed;
import dev.keyway.filters.record.RequestOpened;
import dev.keyway.filters.record.RequestRefused;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Usage record, as the log stores it. */
public sealed interface UsageRecord {

    /** Attempt of a release that had no records of requests: it is about to be sent. */
    record Opened(CallTarget target, Instant at) implements UsageRecord {}

    /**
     * Attempt of a release that had no records of requests: it has ended.
     *
     * @param opened the sequence of its {@link Opened} record
     * @param at when it began: the day that it counts for
     */
    record Closed(long opened, CallTarget target, Instant at, CallResult result) implements UsageRecord {}

    /** A record of one event: of a request, or of refusals. */
    sealed interface OfEvent extends UsageRecord {

        /** The event's ID. */
        UUID event();
    }

    /** A request was admitted. */
    record RequestOpen(UUID event, RequestOpened opened) implements OfEvent {}

    /** An attempt is about to be sent. */
    record AttemptOpen(UUID event, AttemptOpened opened) implements OfEvent {}

    /**
     * Usage of an attempt so far.
     *
     * @param elapsedMillis since the attempt's beginning
     */
    record Progress(UUID event, int number, AttemptUsage soFar, long elapsedMillis) implements OfEvent {}

    /**
     * An attempt has ended.
     *
     * @param outcome of the attempt
     * @param status the provider's; 0 if there was none
     * @param failure class of the failure; null if it did not fail
     * @param next what follows from the failure; null if it did not fail
     * @param firstByteMillis from its beginning to the provider's first content; negative if there was none
     */
    record AttemptClose(
            UUID event,
            int number,
            Outcome outcome,
            int status,
            @Nullable String failure,
            @Nullable String next,
            long firstByteMillis,
            long durationMillis,
            AttemptUsage usage)
            implements OfEvent {

        /** The same as it is booked, see {@link AttemptUsage#bookedUnder}. */
        AttemptClose bookedUnder(long heldNanos) {
            return new AttemptClose(
                    event,
                    number,
                    outcome,
                    status,
                    failure,
                    next,
                    firstByteMillis,
                    durationMillis,
                    usage.bookedUnder(heldNanos));
        }
    }

    /** A request has ended. */
    record RequestClose(UUID event, RequestClosed closed) implements OfEvent {}

    /**
     * Requests were refused.
     *
     * @param first the only one, or the first of those that are counted together
     * @param count of them
     */
    record Refusal(UUID event, RequestRefused first, long count) implements OfEvent {}

    /**
     * All records of a request that is still open, from a part of the log that goes.
     *
     * @param parts encoded, from the {@link RequestOpen} on
     */
    record Carried(UUID event, List<byte[]> parts) implements OfEvent {

        public Carried {
            parts = List.copyOf(parts);
        }
    }
}
