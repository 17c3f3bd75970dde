package dev.keyway.filters.keypool.concurrency;

/**
 * Learnt concurrency limit: how many calls one key may have in flight for one model, learnt from how they end. It begins at 16.
 * A 429 that names no limit as its reason halves what was in flight; calls that were in flight together halve it once. It grows
 * back quickly to just below the level that was refused, stays there, and probes that level again after a pause, which doubles
 * with each refused probe. Where no level is known to be refused, a full round of successes at the bound raises it by one.
 */
public final class LearntConcurrencyLimit {

    public static final int START = 16;

    static final long FIRST_PAUSE = 10_000;
    static final long LONGEST_PAUSE = 160_000;

    private static final int NONE_REFUSED = Integer.MAX_VALUE;

    private int calls = START;
    private int servedAtBound;

    /** Calls whose turn is not above this were in flight when it was last halved, and say nothing about it since. */
    private long halvedAt;

    /** The highest level at which a call was served since one at this level or below was refused. */
    private int servedLevel = 1;

    private int refusedLevel = NONE_REFUSED;
    private long refusedAtMillis;
    private long pause = FIRST_PAUSE;

    /** How many calls may be in flight. */
    public int calls() {
        return calls;
    }

    /** Whether a call was in flight when the bound was last reduced. */
    public boolean isOld(long turn) {
        return turn <= halvedAt;
    }

    /** Whether so many calls at once were served before, so that a refusal is about the rate. */
    public boolean hasServed(int level) {
        return level <= servedLevel;
    }

    /**
     * A call was refused.
     *
     * @param turn of that call
     * @param level calls in flight when it was sent or when it ended, that call included, whichever is more
     * @param inFlight when it ended, that call included
     * @param now the turn of this moment
     * @param millis this moment
     */
    public void refused(long turn, int level, int inFlight, long now, long millis) {
        if (isOld(turn)) {
            if (refusedLevel != NONE_REFUSED) {
                refusedLevel = Math.max(calls + 1, Math.min(refusedLevel, inFlight));
            }
            return;
        }
        boolean isAboutConcurrency = !hasServed(level);
        if (isAboutConcurrency && calls >= refusedLevel && level >= refusedLevel) {
            calls = refusedLevel - 1;
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        } else {
            calls = Math.clamp(inFlight / 2, 1, calls);
            refusedLevel = isAboutConcurrency ? Math.max(calls + 1, level) : refusedLevel;
        }
        servedLevel = Math.clamp(level - 1L, 1, servedLevel);
        servedAtBound = 0;
        halvedAt = now;
        refusedAtMillis = millis;
    }

    /**
     * A call was served.
     *
     * @param turn of that call
     * @param level calls in flight when it was sent, that call included
     * @param inFlight when it ended, that call included
     * @param millis this moment
     */
    public void served(long turn, int level, int inFlight, long millis) {
        if (isOld(turn)) {
            return;
        }
        servedLevel = Math.max(servedLevel, level);
        if (inFlight < calls) {
            return;
        }
        servedAtBound++;
        boolean isRound = servedAtBound >= calls;
        if (isRound && calls >= refusedLevel) {
            refusedLevel = NONE_REFUSED;
            pause = FIRST_PAUSE;
        }
        if (mayGrow(isRound, millis)) {
            servedAtBound = 0;
            calls++;
        }
    }

    private boolean mayGrow(boolean isRound, long millis) {
        if (refusedLevel == NONE_REFUSED) {
            return isRound;
        }
        return calls + 1 < refusedLevel || (calls < refusedLevel && isRound && millis - refusedAtMillis >= pause);
    }
}
