package dev.keyway.filters.keypool;

/**
 * How many calls one key may have in flight for one model, learnt from how they end: it begins at 16; a 429 that names no
 * limit as its reason halves what was in flight; a full round of successes at the bound raises it by one. Calls that were
 * in flight together halve it once.
 */
final class LearntCap {

    static final int START = 16;

    private int calls = START;
    private int servedAtBound;

    /** Calls whose turn is not above this were under way when it was last halved, and tell nothing about what it is now. */
    private long halvedAt;

    /** How many calls may be in flight. */
    int calls() {
        return calls;
    }

    /**
     * A call was refused.
     *
     * @param turn of that call
     * @param inFlight that call included
     * @param now the turn of this moment
     * @return whether that made it smaller
     */
    boolean refused(long turn, int inFlight, long now) {
        int halved = Math.clamp(inFlight / 2, 1, calls);
        if (turn <= halvedAt) {
            return false;
        }
        boolean isLess = halved < calls;
        halvedAt = now;
        servedAtBound = 0;
        calls = halved;
        return isLess;
    }

    /**
     * A call was served.
     *
     * @param turn of that call
     * @param inFlight that call included
     * @return whether that made it larger
     */
    boolean served(long turn, int inFlight) {
        if (turn <= halvedAt || inFlight < calls) {
            return false;
        }
        servedAtBound++;
        if (servedAtBound < calls) {
            return false;
        }
        servedAtBound = 0;
        calls++;
        return true;
    }
}
