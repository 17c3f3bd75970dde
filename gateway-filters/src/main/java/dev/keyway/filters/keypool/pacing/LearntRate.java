package dev.keyway.filters.keypool.pacing;

/**
 * How many requests in a time an account takes for one model, learnt from refusals where its provider reports no limits. The
 * limit is taken for a bucket that fills steadily, at the rate that the {@link RefusalLog} shows. Once nothing was refused for
 * a while although requests were held back, the rate is raised in growing steps; each refusal makes that while longer. Times
 * are milliseconds.
 */
final class LearntRate {

    /** The longest time for which it holds a request back. */
    static final long LONGEST_WAIT = 10_000;

    /** After a longer time without requests the bucket may have been full. */
    private static final long IDLE = 10_000;

    private static final int FEWEST_SERVED = 8;
    private static final int MOST_SERVED = 64;
    private static final long LONGEST_QUIET = 120_000;
    private static final int COSTLY_FACTOR_OF_CALLS = 8;
    private static final int COSTLY_FACTOR_OF_TIME = 5;
    private static final double FIRST_STEP = 0.1;
    private static final double FOUND_MORE = 1.5;
    private static final double ROUNDING = 1e-6;

    private final RefusalLog refusals = new RefusalLog();

    /** Requests in a millisecond; 0 while it is not known. */
    private double perMilli;

    private double size = Double.MAX_VALUE;
    private double level;
    private double highest;
    private long at;
    private long lastSent;
    private long refusedUpTo;

    private double step = FIRST_STEP;
    private double perMilliWhenRefused;

    /** The rate before the last raise since the last refusal; 0 if there was none. */
    private double raisedFrom;

    /** The least rate to go on with after the last refusal. */
    private double sustained;

    private int servedUntilRaise = FEWEST_SERVED;
    private int served;
    private long quietSince;
    private boolean isHeldBack;

    /** Whether the pause after the last refusal was long, so that the next is to come late. */
    private boolean isCostly;

    /** Whether refusals have shown a rate. */
    boolean isKnown() {
        return perMilli > 0;
    }

    /** A request is sent. */
    void sent(long now) {
        if (now - lastSent > IDLE) {
            refusals.interrupt();
        }
        lastSent = now;
        refusals.sent();
        level = available(now);
        highest = Math.max(highest, level);
        level--;
        at = now;
        isHeldBack |= level < 1;
    }

    /** A request was served. */
    void served(long turn, long now) {
        if (turn <= refusedUpTo || !isKnown()) {
            return;
        }
        served++;
        if (isHeldBack && (served >= servedUntilRaise || now - quietSince >= longestQuiet())) {
            raise(now);
        }
    }

    private long longestQuiet() {
        return isCostly ? COSTLY_FACTOR_OF_TIME * LONGEST_QUIET : LONGEST_QUIET;
    }

    private int mostServed() {
        return isCostly ? COSTLY_FACTOR_OF_CALLS * MOST_SERVED : MOST_SERVED;
    }

    private void raise(long now) {
        level = available(now);
        at = now;
        raisedFrom = perMilli;
        perMilli *= 1 + step;
        size += isCostly ? 0 : 1;
        step = Math.min(2 * step, 1);
        if (perMilli > FOUND_MORE * perMilliWhenRefused) {
            servedUntilRaise = FEWEST_SERVED;
        }
        startCounting(now);
    }

    private void startCounting(long now) {
        served = 0;
        quietSince = now;
        isHeldBack = false;
    }

    /**
     * A request was refused.
     *
     * @param turn of that request
     * @param isAboutRate whether that shows that the bucket was empty
     * @param nowTurn the turn of this moment
     * @param until when the next request may be sent; the pause until then is no idleness
     */
    void refused(long turn, boolean isAboutRate, long nowTurn, long now, long until) {
        lastSent = Math.max(lastSent, until);
        if (turn <= refusedUpTo) {
            refusals.refusedToo();
            restart(now);
        } else if (isAboutRate) {
            shrink();
            isCostly = until - now > IDLE;
            sustained = isCostly ? afterLongPause() : 0;
            servedUntilRaise = isKnown() ? Math.min(2 * servedUntilRaise, mostServed()) : FEWEST_SERVED;
            refusals.refused(now);
            refusedUpTo = nowTurn;
            restart(now);
        } else {
            refusals.takeBack();
        }
    }

    /**
     * Rate to go on with after a long pause. The bucket overflows in it, so that what was accepted between two refusals shows far
     * too little. A refusal in the first burst speaks against the size of the bucket, a later one against the latest raise.
     */
    private double afterLongPause() {
        if (isKnown() && served < FEWEST_SERVED && size > 1) {
            size = Math.max(1, size - 1);
            return perMilli;
        }
        return raisedFrom > 0 ? raisedFrom : perMilli / 2;
    }

    /** A bucket that was empty sooner than was reckoned holds less. */
    private void shrink() {
        if (isKnown() && level >= 1) {
            size = Math.max(1, highest - level);
        }
    }

    private void restart(long now) {
        perMilli = Math.max(refusals.perMilli(), sustained);
        perMilliWhenRefused = perMilli;
        raisedFrom = 0;
        level = 0;
        highest = 0;
        at = now;
        step = FIRST_STEP;
        startCounting(now);
    }

    /** When the next request fits; now if it fits or nothing is known. */
    long admitsAt(long now) {
        double missing = 1 - available(now);
        if (!isKnown() || missing <= ROUNDING) {
            return now;
        }
        return now + (long) Math.ceil(Math.min(missing / perMilli, (double) Math.max(0, at + LONGEST_WAIT - now)));
    }

    private double available(long now) {
        return Math.min(size, level + perMilli * Math.max(0, now - at));
    }
}
