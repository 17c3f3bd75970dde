package dev.keyway.filters.keypool.cooldown;

import java.time.Duration;
import java.util.List;

/** Backoff schedule: the growing cooldowns of a key whose calls for a model fail again and again. */
public final class BackoffSchedule {

    /** Number of the last step. */
    public static final int LAST_STEP = 5;

    /** Number of models at the last step at which the key cools for all models. */
    public static final int MODELS_THAT_LOCK = 3;

    /** Length of the cooldown for all models. */
    public static final Duration LOCK = Duration.ofMinutes(5);

    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofHours(2));

    private BackoffSchedule() {}

    /** How long the n-th step in a row lasts, counted from 1; never longer than the longest. */
    public static Duration length(int step, Duration longest) {
        Duration length = STEPS.get(Math.min(step, LAST_STEP) - 1);
        return length.compareTo(longest) < 0 ? length : longest;
    }
}
