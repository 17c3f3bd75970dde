package dev.keyway.filters.keypool;

/** How long the last 32 permits for a model were out, in milliseconds. */
final class ServiceTimes {

    private static final int KEPT = 32;
    private static final int ENOUGH = 8;
    private static final long UNKNOWN_MEAN = 1000;

    private final long[] times = new long[KEPT];
    private long count;

    void add(long millis) {
        times[(int) (count++ % KEPT)] = Math.max(0, millis);
    }

    /** The shortest; 0 until there are enough to say. */
    long shortest() {
        if (count < ENOUGH) {
            return 0;
        }
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            shortest = Math.min(shortest, times[i]);
        }
        return shortest;
    }

    long mean() {
        int known = (int) Math.min(count, KEPT);
        long sum = 0;
        for (int i = 0; i < known; i++) {
            sum += times[i];
        }
        return known == 0 ? UNKNOWN_MEAN : sum / known;
    }
}
