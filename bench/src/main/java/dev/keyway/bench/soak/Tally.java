package dev.keyway.bench.soak;

import dev.keyway.bench.rig.Answer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** How requests ended, by a word for each ending. */
final class Tally {

    private final Map<String, Long> endings = new TreeMap<>();
    private final AtomicLong attempts = new AtomicLong();

    synchronized void add(String ending, Answer answer) {
        endings.merge(ending, 1L, Long::sum);
        attempts.addAndGet(answer.attempts());
    }

    synchronized long of(String ending) {
        return endings.getOrDefault(ending, 0L);
    }

    synchronized long total() {
        return endings.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Upstream calls, as the answers tell them. */
    long attempts() {
        return attempts.get();
    }

    @Override
    public synchronized String toString() {
        return endings.toString();
    }
}
