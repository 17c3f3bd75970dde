package dev.keyway.bench.rig;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Exact percentiles by nearest rank. */
public final class Percentiles {

    private final long[] sorted;

    private Percentiles(long[] sorted) {
        this.sorted = sorted;
    }

    public static Percentiles of(LongStream values) {
        return new Percentiles(values.sorted().toArray());
    }

    /** The least value that so many percent of all values do not exceed; 0 if there are none. */
    public long at(double percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }

    public int count() {
        return sorted.length;
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
