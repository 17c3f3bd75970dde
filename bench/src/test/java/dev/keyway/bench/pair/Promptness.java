package dev.keyway.bench.pair;

import dev.keyway.testkit.time.Awaiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.TestReporter;

/**
 * How soon something is in force. The machine may be busy with something else for a moment, so a trial is repeated up to three times,
 * and the median must be within the limit: two trials that are, of three.
 */
final class Promptness {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int NEEDED = 2;

    private final TestReporter report;
    private final Duration limit;
    private final Map<String, List<Duration>> times = new LinkedHashMap<>();

    Promptness(TestReporter report, Duration limit) {
        this.report = report;
        this.limit = limit;
    }

    /**
     * Runs trials until two times of each kind are within the limit.
     *
     * @param trial given its number, from 1
     * @throws AssertionError if two times of a kind are beyond the limit
     */
    void require(IntConsumer trial) {
        for (int number = 1; number < 2 * NEEDED; number++) {
            trial.accept(number);
            times.forEach(this::requirePossible);
            if (times.values().stream().allMatch(kind -> within(kind) >= NEEDED)) {
                return;
            }
        }
    }

    /** Waits until it is in force, and notes the time since {@code began}, of {@link System#nanoTime}. */
    void measure(String what, long began, BooleanSupplier inForce) {
        Awaiting.until(what, PATIENCE, inForce);
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        times.computeIfAbsent(what, first -> new ArrayList<>()).add(time);
        report.publishEntry(what, time.toMillis() + " ms");
    }

    /** The same from now on. */
    void measure(String what, BooleanSupplier inForce) {
        measure(what, System.nanoTime(), inForce);
    }

    private void requirePossible(String what, List<Duration> kind) {
        if (kind.size() - within(kind) >= NEEDED) {
            throw new AssertionError("%s took %s; the median must be within %s".formatted(what, kind, limit));
        }
    }

    private long within(List<Duration> kind) {
        return kind.stream().filter(time -> time.compareTo(limit) <= 0).count();
    }
}
