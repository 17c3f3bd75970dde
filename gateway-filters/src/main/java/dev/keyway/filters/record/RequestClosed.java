package dev.keyway.filters.record;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * End of a request, as its usage record closes.
 *
 * @param outcome how it ended
 * @param status the status that the client is given; 0 if it left before
 * @param errorOrigin {@code gateway}, {@code provider} or {@code client}; null without an error
 * @param errorCode the stable code of the error; null without one
 * @param queued how long it waited for keys
 * @param firstByte from arrival to the first byte for the client; null without one
 * @param duration from arrival to end
 * @param answeredBy number of the attempt whose response the client is given; 0 if there is none
 */
public record RequestClosed(
        Outcome outcome,
        int status,
        @Nullable String errorOrigin,
        @Nullable String errorCode,
        Duration queued,
        @Nullable Duration firstByte,
        Duration duration,
        int answeredBy) {}
