package dev.keyway.filters.keypool.pacing;

/**
 * The last refusals of a bucket that fills steadily, and how many requests it accepted between them. It was empty at each, so
 * what it accepted from one to another is what flowed in: n requests in the time t show a rate of about n / t, and of at least
 * (n − 1) / t. Less is accepted than the rate allows if the bucket overflowed in between, so the best of several counts.
 */
final class RefusalLog {

    private static final int MOST = 8;

    private final long[] moments = new long[MOST];
    private final long[] acceptedBefore = new long[MOST];

    /** The best that each of the last refusals has shown. */
    private final double[] shown = new double[MOST / 2];

    private long count;
    private long comparable;
    private long accepted;

    void sent() {
        accepted++;
    }

    /** A request that was counted as sent has been refused for another reason. */
    void takeBack() {
        accepted--;
    }

    /** The bucket may have overflowed: refusals before and after this are not compared. */
    void interrupt() {
        comparable = 0;
    }

    /** A request that was counted as sent has been refused. */
    void refused(long now) {
        accepted--;
        count++;
        comparable = Math.min(comparable + 1, MOST);
        moments[at(0)] = now;
        acceptedBefore[at(0)] = accepted;
        shown[(int) (count % shown.length)] = lowerBound();
    }

    /** Another request was refused in the same incident. */
    void refusedToo() {
        accepted--;
        acceptedBefore[at(0)]--;
        shown[(int) (count % shown.length)] = lowerBound();
    }

    private double lowerBound() {
        double best = 0;
        for (int back = 1; back < comparable; back++) {
            long time = moments[at(0)] - moments[at(back)];
            long requests = acceptedBefore[at(0)] - acceptedBefore[at(back)] - 1;
            best = time > 0 ? Math.max(best, (double) requests / time) : best;
        }
        return best;
    }

    private double latest() {
        int oldest = (int) comparable - 1;
        long time = oldest > 0 ? moments[at(0)] - moments[at(oldest)] : 0;
        return time > 0 ? (double) (acceptedBefore[at(0)] - acceptedBefore[at(oldest)]) / time : 0;
    }

    private int at(int back) {
        return Math.floorMod(count - back, MOST);
    }

    /** Requests in a millisecond; 0 if nothing is known. */
    double perMilli() {
        double best = latest();
        for (double rate : shown) {
            best = Math.max(best, rate);
        }
        return best;
    }
}
