package dev.keyway.filters.keypool;

import dev.keyway.filters.quota.AccountQuota;

/**
 * How many requests the providers' limits let through a lane by when, as far as they are known. Keys that will be back
 * within a minute count as back.
 */
final class LaneRefill {

    private static final int COUNTED_EACH_TIME = 64;
    private static final long GOOD_FOR = 100;
    private static final long BACK_SOON = 60_000;

    private final ModelLane lane;
    private long countedAt = Long.MIN_VALUE;
    private long counts;
    private double left;
    private double perMilli;
    private boolean isKnown;

    LaneRefill(ModelLane lane) {
        this.lane = lane;
    }

    /** The soonest moment at which that many requests more can have been sent; now if that is not known. Milliseconds. */
    long momentOf(int requests, long now) {
        if (lane.seats.size() <= COUNTED_EACH_TIME || now - GOOD_FOR >= countedAt) {
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
        for (Seat seat : lane.seats.values()) {
            boolean isAway = seat.isCooling && seat.coolingUntil() > now + BACK_SOON;
            if (isAway || seat.pace.countedIn == counts) {
                continue;
            }
            seat.pace.countedIn = counts;
            AccountQuota quota = seat.pace.quota;
            AccountQuota.Pace pace = quota == null ? null : quota.pace(now);
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
