package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whose fault a refusal is that no rule knows. A key that has served the model within a minute is trusted, for a few refusals;
 * another is compared with a key of another account that is ready, or, if it has not served lately at all, that will be once a
 * call in flight ends. Two different requests that another key serves speak against the one that refused them; what both refuse
 * speaks against the request. Called with the pool's lock held.
 */
final class Comparisons {

    private static final int STRIKES_THAT_CONVICT = 2;
    private static final long LONGEST_HOLD = 10_000;
    private static final Duration BARRED = Duration.ofHours(1);
    private static final Duration REJECTED = Duration.ofMinutes(5);

    private final InMemoryKeyPool pool;
    private final Roster roster;
    private final CooldownBook cooldowns;
    private final Timers timers;

    Comparisons(InMemoryKeyPool pool, Roster roster, CooldownBook cooldowns, Timers timers) {
        this.pool = pool;
        this.roster = roster;
        this.cooldowns = cooldowns;
        this.timers = timers;
    }

    /** A comparison of a key that has refused a request, or null where none is due. */
    @Nullable
    Comparison begin(@Nullable Seat seat, long body, long now) {
        if (seat == null || seat.isGone) {
            return null;
        }
        seat.repute.refused();
        if (seat.repute.isTrusted(now) || !seat.key.repute.mayBeCompared(now)) {
            return null;
        }
        if (!canBeAskedElsewhere(seat, now)) {
            return null;
        }
        Seat witness = seat.lane.witnesses.of(seat, now);
        PoolComparison comparison =
                new PoolComparison(pool, this, seat, body, witness == null ? null : witness.key.id());
        hold(comparison, now);
        return comparison;
    }

    /** While one key is in question no other is, so that two comparisons never wait for each other's key. */
    private static boolean canBeAskedElsewhere(Seat seat, long now) {
        if (seat.lane.breaker.isShut()) {
            return false;
        }
        boolean mayWait = !seat.repute.hasServedLately(now);
        boolean oneCanServe = false;
        for (Seat other : seat.lane.seats.values()) {
            if (other != seat && other.key.repute.holds > 0) {
                return false;
            }
            boolean canServe = other.home == Seat.Home.READY || (mayWait && other.home == Seat.Home.BUSY);
            oneCanServe |= canServe && other.key.account != seat.key.account;
        }
        return oneCanServe;
    }

    /** A key has served. */
    void served(Seat seat, long now) {
        seat.repute.served(now);
        seat.key.repute.served(now);
        seat.key.account.repute.served(now);
        seat.lane.witnesses.add(seat);
    }

    void served(PoolComparison comparison, Failure refusal, long now) {
        release(comparison);
        Seat seat = comparison.seat();
        if (seat.isGone || seat.key.isGone || seat.key.repute.struckBy(comparison.body()) < STRIKES_THAT_CONVICT) {
            return;
        }
        String detail = "another account serves what it refuses: " + refusal.message();
        if (refusal.kind() == FailureClass.PERMISSION || seat.key.repute.hasServedLately(now)) {
            cool(seat.own, FailureClass.PERMISSION, detail, now, BARRED);
        } else if (seat.key.account.repute.hasServedLately(now)) {
            cool(seat.key.own, FailureClass.AUTH, detail, now, REJECTED);
        } else {
            cool(seat.key.account.own, FailureClass.QUOTA_HARD, detail, now, BARRED);
        }
    }

    private void cool(Coolable target, FailureClass reason, String detail, long now, Duration length) {
        cooldowns.begin(target, new Cooldown.Cause(reason, detail), now, now + length.toMillis());
    }

    /** Where the other key is known to be well and says the same, this one is well too. */
    void refused(PoolComparison comparison, String otherKeyId, boolean alike, long now) {
        Seat seat = comparison.seat();
        Seat other = seat.lane.seats.get(otherKeyId);
        if (alike && other != null && other.repute.isTrusted(now)) {
            release(comparison);
            seat.repute.acquit(now);
        } else {
            inVain(comparison, now);
        }
    }

    void inVain(PoolComparison comparison, long now) {
        release(comparison);
        comparison.seat().key.repute.inVain(now);
    }

    private void hold(PoolComparison comparison, long now) {
        comparison.seat().key.repute.holds++;
        timers.schedule(comparison, now + LONGEST_HOLD);
        placeAll(comparison);
    }

    /** Gives the key back to all. */
    void release(PoolComparison comparison) {
        timers.cancel(comparison);
        if (comparison.holds) {
            comparison.holds = false;
            comparison.seat().key.repute.holds--;
            placeAll(comparison);
        }
    }

    private void placeAll(PoolComparison comparison) {
        roster.eachSeatOf(comparison.seat().key.own, seat -> {
            seat.reconsider();
            seat.lane.place(seat);
        });
    }
}
