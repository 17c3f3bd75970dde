package dev.keyway.filters.keypool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why the pool gave no key. */
public sealed interface Refusal {

    /** Keys are fine but taken: the queue is full, or its end cannot be reached before the deadline. */
    record Busy(Duration retryAfter) implements Refusal {}

    /** Every key that could serve is cooling; the first is back after {@code retryAfter}. */
    record Cooling(Duration retryAfter) implements Refusal {}

    /** The breaker lets a request that has failed already not try again; it may do so after {@code retryAfter}. */
    record HeldBack(Duration retryAfter) implements Refusal {}

    /**
     * No key can serve in any useful time.
     *
     * @param reason why, as a clause without a full stop: locked, out of quota, not allowed, or all tried
     * @param retryAfter when the first is back; null if none will be
     */
    record Unavailable(String reason, @Nullable Duration retryAfter) implements Refusal {}

    /** Every key that may serve this request was already tried by it; its last failure is the answer. */
    record Exhausted() implements Refusal {}
}
