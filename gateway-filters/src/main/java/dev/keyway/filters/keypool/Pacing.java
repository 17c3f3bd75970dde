package dev.keyway.filters.keypool;

import dev.keyway.filters.quota.AccountQuota;
import dev.keyway.filters.quota.QuotaReading;
import dev.keyway.filters.quota.RequestCost;
import java.util.List;

/**
 * Passes keys over whose account has nothing left of a limit, until the moment when the next request fits, and keeps what
 * was sent and what was told. Called with the pool's lock held; times are milliseconds.
 */
final class Pacing {

    private final InMemoryKeyPool pool;
    private final Roster roster;
    private final Timers timers;

    Pacing(InMemoryKeyPool pool, Roster roster, Timers timers) {
        this.pool = pool;
        this.roster = roster;
        this.timers = timers;
    }

    /** A call goes out. */
    void granted(PoolPermit permit, RequestCost cost, long now) {
        permit.cost = cost;
        PacedAccount account = permit.seat().pace;
        AccountQuota quota = account.quota;
        if (quota == null) {
            permit.sentUntold = ++account.sentUntold;
        } else {
            permit.sending = quota.send(cost, now);
        }
        if (account.rate != null) {
            account.rate.sent(now);
        }
        if (quota != null || account.rate != null) {
            review(account, now);
        }
    }

    /** A call was served. */
    void served(PoolPermit permit, long now) {
        PacedAccount account = permit.seat().pace;
        if (account.rate != null) {
            account.rate.served(permit.turn(), now);
            review(account, now);
        }
    }

    /**
     * A 429 came without a report that a limit is used up.
     *
     * @param isAboutRate whether too many requests in a time are the reason, not too many at once
     * @param nowTurn the turn of this moment
     */
    void refused(PoolPermit permit, boolean isAboutRate, long nowTurn, long now, long until) {
        PacedAccount account = permit.seat().pace;
        if (account.rate == null && isAboutRate) {
            account.rate = new LearntRate();
        }
        if (account.rate != null) {
            account.rate.refused(permit.turn(), isAboutRate, nowTurn, now, until);
            review(account, now);
        }
    }

    /** Its answer has told something. */
    void heard(PoolPermit permit, List<QuotaReading> readings, long now) {
        permit.toldOfUsedUpLimit = readings.stream().anyMatch(reading -> reading.hasNoRoomFor(permit.cost));
        PacedAccount account = permit.seat().pace;
        AccountQuota quota = account.quota;
        if (quota == null) {
            quota = AccountQuota.after(account.sentUntold);
            account.quota = quota;
        }
        quota.heard(readings, sendingOf(permit), now);
        review(account, now);
        permit.seat().lane.moreMayFit();
    }

    private static AccountQuota.Sending sendingOf(PoolPermit permit) {
        AccountQuota.Sending sending = permit.sending;
        return sending == null ? AccountQuota.Sending.untold(permit.sentUntold) : sending;
    }

    /** Forgets what is known of an account's limits. */
    void forget(PacedAccount account, long now) {
        account.rate = null;
        if (account.quota != null) {
            account.quota.forget();
        }
        review(account, now);
    }

    private void refilled(PacedAccount account) {
        review(account, pool.now());
    }

    private void review(PacedAccount account, long now) {
        if (!account.admits(RequestCost.UNKNOWN, now)) {
            boolean isNew = !account.isSpent;
            account.spent(this::refilled);
            timers.schedule(account, Math.max(now + 1, account.admitsAt(RequestCost.UNKNOWN, now)));
            if (isNew) {
                placeKeysOf(account);
            }
        } else if (account.isSpent) {
            account.isSpent = false;
            timers.cancel(account);
            placeKeysOf(account);
        }
    }

    private void placeKeysOf(PacedAccount account) {
        roster.eachSeatOf(account.who, seat -> seat.lane.place(seat));
    }
}
