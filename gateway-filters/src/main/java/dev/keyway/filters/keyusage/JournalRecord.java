package dev.keyway.filters.keyusage;

import dev.keyway.filters.failover.FailureClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the log of key usage holds. Each record says all that is needed to book it. */
sealed interface JournalRecord {

    /** A call is about to be sent. */
    record Opened(CallTarget target, Instant at) implements JournalRecord {}

    /**
     * A call has ended.
     *
     * @param opened the sequence of its beginning
     * @param at when it began: the day that it counts for
     */
    record Closed(long opened, CallTarget target, Instant at, CallResult result) implements JournalRecord {}

    /**
     * A cooldown began or was made longer.
     *
     * @param keyId null if the whole account cools
     * @param model null if it cools for all models
     */
    record CooldownStarted(
            String provider,
            @Nullable String keyId,
            String account,
            @Nullable String model,
            FailureClass reason,
            String detail,
            Instant since,
            Instant until)
            implements JournalRecord {}

    /** A cooldown ended. */
    record CooldownEnded(
            String provider,
            @Nullable String keyId,
            String account,
            @Nullable String model) implements JournalRecord {}
}
