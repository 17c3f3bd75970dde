package dev.keyway.filters.keypool.queue;

/** Service times: how long the last 32 permits for a model were out, in milliseconds. */
public final class ServiceTimes {

    private static final int MOST = 32;
    private static final int ENOUGH = 8;
    private static final long UNKNOWN_MEAN = 1000;

    private final long[] times = new long[MOST];
    private long count;

    public void add(long millis) {
        times[(int) (count++ % MOST)] = Math.max(0, millis);
    }

    /** The shortest; 0 until there are enough to say. */
    public long shortest() {
        if (count < ENOUGH) {
            return 0;
        }
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < Math.min(count, MOST); i++) {
            shortest = Math.min(shortest, times[i]);
        }
        return shortest;
    }

    public long mean() {
        int known = (int) Math.min(count, MOST);
        long sum = 0;
        for (int i = 0; i < known; i++) {
            sum += times[i];
        }
        return known == 0 ? UNKNOWN_MEAN : sum / known;
    }
}
