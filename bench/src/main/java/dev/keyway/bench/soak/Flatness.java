package dev.keyway.bench.soak;

import dev.keyway.bench.rig.Memory;
import dev.keyway.bench.rig.Percentiles;
import dev.keyway.bench.rig.Verdict;
import java.util.List;
import java.util.function.ToLongFunction;

/** Whether memory stays where it is once a run is warm: the last third of the samples against the second third. */
final class Flatness {

    /** Growth that is noise of buffers in pools and of caches that fill. */
    static final long ALLOWED_BYTES = 8L << 20;

    private static final double ALLOWED_SHARE = 0.1;

    private final List<Memory> samples;

    Flatness(List<Memory> samples) {
        this.samples = List.copyOf(samples);
    }

    List<Verdict> verdicts() {
        return List.of(verdict("live heap", Memory::liveHeap), verdict("direct memory", Memory::direct));
    }

    private Verdict verdict(String what, ToLongFunction<Memory> part) {
        int third = samples.size() / 3;
        if (third == 0) {
            return new Verdict(what + " stays flat", false, "too few samples: " + samples.size());
        }
        long middle = median(samples.subList(third, 2 * third), part);
        long last = median(samples.subList(samples.size() - third, samples.size()), part);
        long allowed = middle + Math.max(ALLOWED_BYTES, (long) (middle * ALLOWED_SHARE));
        return new Verdict(
                what + " stays flat",
                last <= allowed,
                kilobytes(middle) + " in the middle, " + kilobytes(last) + " at the end (allowed: at most "
                        + kilobytes(allowed) + "), " + samples.size() + " samples");
    }

    private static long median(List<Memory> some, ToLongFunction<Memory> part) {
        return Percentiles.of(some.stream().mapToLong(part)).at(50);
    }

    private static String kilobytes(long bytes) {
        return bytes / 1024 + " KB";
    }
}
