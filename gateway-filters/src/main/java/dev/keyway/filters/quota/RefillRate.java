package dev.keyway.filters.quota;

import dev.keyway.catalogue.quota.Refill;

/**
 * How fast a bucket fills, at least. Of a bucket that is full at its reset, what remains being rounded down, an answer says
 * that it is no slower than (limit − remaining − 1) / reset; the largest of the last 8 answers counts that say so.
 */
final class RefillRate {

    private static final int KEPT = 8;
    private static final int ENOUGH = 4;
    private static final double MINUTE = 60_000;

    private final double[] last = new double[KEPT];
    private int heard;
    private double perMilli;
    private boolean isStated;

    void heard(QuotaReading reading) {
        if (reading.told().refill() == Refill.EACH_MINUTE && reading.limit() > 0) {
            perMilli = reading.limit() / MINUTE;
            isStated = true;
        } else if (reading.told().refill() == Refill.STEADY && reading.tellsOfUse() && reading.resetMillis() > 0) {
            double used = reading.limit()
                    - reading.remaining()
                    - (double) reading.told().grain();
            last[heard++ % KEPT] = used / reading.resetMillis();
            perMilli = largest();
            heard = heard == Integer.MAX_VALUE ? KEPT : heard;
        }
    }

    private double largest() {
        double largest = 0;
        for (double rate : last) {
            largest = Math.max(largest, rate);
        }
        return largest;
    }

    /** A millisecond; 0 while it is not known. */
    double perMilli() {
        return perMilli;
    }

    /** Whether it is known well enough to tell somebody that waiting is in vain. */
    boolean isWellKnown() {
        return isStated || heard >= ENOUGH;
    }
}
