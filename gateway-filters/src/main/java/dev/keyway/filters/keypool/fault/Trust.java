package dev.keyway.filters.keypool.fault;

/** Trust in a key or an account, as calls have shown: whether a refusal that no rule knows is the request's fault. */
public final class Trust {

    static final long LATELY = 60_000;

    private static final long NEVER = -LATELY - 1;
    private static final long FIRST_PAUSE = 1_000;
    private static final long LONGEST_PAUSE = 60_000;

    private static final int REFUSALS_BELIEVED = 3;
    private static final int MOST_REFUSALS_BELIEVED = 1024;

    private long servedAt = NEVER;
    private long pause;
    private long notBefore;
    private int strikes;
    private long firstStrikeBody;
    private int refusals;
    private int believed = REFUSALS_BELIEVED;

    /** Comparisons of the key that run, and how many of them withhold it from other requests. */
    private int comparisons;

    private int holds;

    public void served(long now) {
        servedAt = now;
        pause = 0;
        notBefore = 0;
        strikes = 0;
        refusals = 0;
        believed = REFUSALS_BELIEVED;
    }

    /** It has refused a request in words that no rule knows. */
    public void refused() {
        refusals++;
    }

    /** A trusted key refused the same request in the same words, so that it is as good as having served. */
    public void acquit(long now) {
        servedAt = now;
        refusals = 0;
        believed = Math.min(2 * believed, MOST_REFUSALS_BELIEVED);
    }

    /** Whether its refusals are the requests' fault: it has served lately, and has not refused several since. */
    public boolean isTrusted(long now) {
        return hasServedLately(now) && refusals <= believed;
    }

    public boolean hasServedLately(long now) {
        return now - servedAt <= LATELY;
    }

    /**
     * Another key served what this one had refused. The first body counts once, however often it is sent, so that no single
     * request convicts a key.
     *
     * @return how often that has happened since this one last served
     */
    public int struckBy(long body) {
        if (strikes == 0) {
            firstStrikeBody = body;
            strikes = 1;
        } else if (body != firstStrikeBody) {
            strikes++;
        }
        return strikes;
    }

    /** Comparisons of the key that run. */
    public int comparisons() {
        return comparisons;
    }

    public void comparisonBegan() {
        comparisons++;
    }

    public void comparisonEnded() {
        comparisons--;
    }

    /** Whether a comparison withholds the key from other requests. */
    public boolean isWithheld() {
        return holds > 0;
    }

    public void withhold() {
        holds++;
    }

    public void release() {
        holds--;
    }

    public boolean mayBeCompared(long now) {
        return now >= notBefore;
    }

    /** A comparison decided nothing: the next must wait, longer each time. */
    public void inVain(long now) {
        if (now < notBefore) {
            return;
        }
        pause = pause == 0 ? FIRST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
        notBefore = now + pause;
    }
}
