package dev.keyway.bench.rig;

import java.util.Random;
import java.util.stream.LongStream;

/** When requests are sent: nanoseconds after the start, in order. */
public final class Schedule {

    private Schedule() {}

    /**
     * Arrivals of independent callers: a Poisson process of which the count is fixed, so that every seed offers the same.
     *
     * @param perSecond requests a second
     * @param nanos over how long
     */
    public static long[] poisson(double perSecond, long nanos, long seed) {
        long count = Math.round(perSecond * nanos / 1e9);
        Random random = new Random(seed);
        return LongStream.range(0, count)
                .map(i -> (long) (random.nextDouble() * nanos))
                .sorted()
                .toArray();
    }

    /**
     * One request in each of equal spans of time, at a moment of its span that the seed draws.
     *
     * @param perSecond requests a second
     * @param nanos over how long
     */
    public static long[] even(double perSecond, long nanos, long seed) {
        long count = Math.round(perSecond * nanos / 1e9);
        Random random = new Random(seed);
        return LongStream.range(0, count)
                .map(i -> (long) ((i + random.nextDouble()) * nanos / count))
                .toArray();
    }
}
