package dev.keyway.bench.wakeup;

import dev.keyway.bench.rig.Percentiles;
import dev.keyway.testkit.provider.ReceivedRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** How long a key lay idle between the end of one call and the arrival of the next, as its provider saw it. */
final class Gaps {

    private Gaps() {}

    /** One call, from its arrival at the provider to the last byte of its answer. */
    record Use(Instant arrived, Instant ended) {

        static Use of(ReceivedRequest call) {
            return new Use(call.arrivedAt(), Objects.requireNonNull(call.endedAt(), "a call is still open"));
        }
    }

    /**
     * The gaps in microseconds.
     *
     * @param uses of one key that serves one call at a time, in the order of their arrival
     * @param warmUp how many of the first to leave out
     * @throws IllegalStateException if two calls were under way at once: then nothing was waiting for a release
     */
    static Percentiles micros(List<Use> uses, int warmUp) {
        return Percentiles.of(IntStream.range(Math.max(1, warmUp), uses.size())
                .mapToLong(i -> micros(uses.get(i - 1).ended(), uses.get(i).arrived())));
    }

    private static long micros(Instant ended, Instant next) {
        long gap = ChronoUnit.MICROS.between(ended, next);
        if (gap < 0) {
            throw new IllegalStateException("a call began " + -gap + " µs before the one before it had ended");
        }
        return gap;
    }
}
