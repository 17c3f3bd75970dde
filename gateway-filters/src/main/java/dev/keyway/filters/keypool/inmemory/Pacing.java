package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.pacing.PacedAccount;
import dev.keyway.filters.keypool.timing.Timers;
import dev.keyway.filters.quota.AccountQuota;
import dev.keyway.filters.quota.QuotaReading;
import dev.keyway.filters.quota.RequestCost;
import java.util.List;

/**
 * Pacing: passes over the keys whose account has nothing left of a limit, until the next request fits, and records what was
 * sent and what was reported. Called with the pool's lock held; times are milliseconds.
 */
final class Pacing {

    private final InMemoryKeyPool pool;
    private final KeyRegistry registry;
    private final Timers timers;

    Pacing(InMemoryKeyPool pool, KeyRegistry registry, Timers timers) {
        this.pool = pool;
        this.registry = registry;
        this.timers = timers;
    }

    /** A call goes out. */
    void granted(PoolPermit permit, RequestCost cost, long now) {
        permit.cost = cost;
        PacedAccount account = permit.state().pace;
        permit.sending = account.sent(cost, now);
        permit.sentUnreported = account.sentUnreported();
        if (account.isLimited()) {
            review(account, now);
        }
    }

    /** A call was served. */
    void served(PoolPermit permit, long now) {
        PacedAccount account = permit.state().pace;
        if (account.served(permit.turn(), now)) {
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
        PacedAccount account = permit.state().pace;
        if (account.refused(permit.turn(), isAboutRate, nowTurn, now, until)) {
            review(account, now);
        }
    }

    /** Its answer has reported limits. */
    void heard(PoolPermit permit, List<QuotaReading> readings, long now) {
        permit.reportedUsedUpLimit = readings.stream().anyMatch(reading -> reading.hasNoRoomFor(permit.cost));
        PacedAccount account = permit.state().pace;
        account.reported(readings, sendingOf(permit), now);
        review(account, now);
        permit.state().modelPool.moreMayFit();
    }

    private static AccountQuota.Sending sendingOf(PoolPermit permit) {
        AccountQuota.Sending sending = permit.sending;
        return sending == null ? AccountQuota.Sending.untold(permit.sentUnreported) : sending;
    }

    /** Forgets what is known of an account's limits. */
    void forget(PacedAccount account, long now) {
        account.forget();
        review(account, now);
    }

    private void refilled(PacedAccount account) {
        review(account, pool.now());
    }

    private void review(PacedAccount account, long now) {
        if (!account.admits(RequestCost.UNKNOWN, now)) {
            boolean isNew = account.spent(this::refilled);
            timers.schedule(account, Math.max(now + 1, account.admitsAt(RequestCost.UNKNOWN, now)));
            if (isNew) {
                placeKeysOf(account);
            }
        } else if (account.isSpent()) {
            account.refilled();
            timers.cancel(account);
            placeKeysOf(account);
        }
    }

    private void placeKeysOf(PacedAccount account) {
        registry.eachStateOf(account, state -> state.modelPool.place(state));
    }
}
