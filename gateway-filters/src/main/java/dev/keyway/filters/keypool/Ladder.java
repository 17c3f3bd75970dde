package dev.keyway.filters.keypool;

import java.time.Duration;
import java.util.List;

/** The growing cooldowns of a key whose calls for a model fail again and again. */
final class Ladder {

    static final int END = 5;
    static final int MODELS_THAT_LOCK = 3;
    static final Duration LOCK = Duration.ofMinutes(5);

    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofHours(2));

    private Ladder() {}

    /** How long the n-th step in a row lasts, counted from 1. */
    static Duration length(int step, Duration ceiling) {
        Duration length = STEPS.get(Math.min(step, END) - 1);
        return length.compareTo(ceiling) < 0 ? length : ceiling;
    }
}
