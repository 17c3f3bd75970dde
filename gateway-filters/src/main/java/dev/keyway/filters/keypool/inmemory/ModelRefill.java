package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.timing.Timers;
import dev.keyway.filters.quota.AccountQuota;

/**
 * Refill: how many requests the providers' limits let through a model pool by when, as far as they are known. Keys that will be back
 * within a minute count as back.
 */
final class ModelRefill {

    private static final int COUNTED_EACH_TIME = 64;
    private static final long GOOD_FOR = 100;
    private static final long BACK_SOON = 60_000;

    private final ModelPool modelPool;
    private long countedAt = Long.MIN_VALUE;
    private long counts;
    private double left;
    private double perMilli;
    private boolean isKnown;

    ModelRefill(ModelPool modelPool) {
        this.modelPool = modelPool;
    }

    /** The soonest moment at which that many requests more can have been sent; now if that is not known. Milliseconds. */
    long momentOf(int requests, long now) {
        if (modelPool.states.size() <= COUNTED_EACH_TIME || now - GOOD_FOR >= countedAt) {
            count(now);
        }
        double missing = requests - left - perMilli * (now - countedAt);
        if (!isKnown || missing <= 0) {
            return now;
        }
        double wait = Math.ceil(missing / perMilli);
        return wait < Timers.NEVER - now ? now + (long) wait : Timers.NEVER;
    }

    private void count(long now) {
        countedAt = now;
        counts++;
        left = 0;
        perMilli = 0;
        isKnown = false;
        for (KeyModelState state : modelPool.states.values()) {
            boolean isAway = state.isCooling && state.coolingUntil() > now + BACK_SOON;
            if (isAway || !state.pace.joins(counts)) {
                continue;
            }
            AccountQuota.Pace pace = state.pace.reportedPace(now);
            if (pace == null) {
                isKnown = false;
                return;
            }
            isKnown = true;
            left += pace.left();
            perMilli += pace.perMilli();
        }
    }
}
