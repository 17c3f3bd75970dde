package dev.keyway.filters.record;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * End of an attempt, as its part of the usage record closes.
 *
 * @param attempt how it ended, and what it used
 * @param next what follows from a failure: {@code same_key}, {@code next_key}, {@code next_target} or {@code stop}; null if it did not
 *     fail
 * @param firstByte from its beginning to the provider's first content; null if there was none
 * @param duration from its beginning to its end
 */
public record AttemptClosed(
        AttemptRecord attempt,
        @Nullable String next,
        @Nullable Duration firstByte,
        Duration duration) {}
