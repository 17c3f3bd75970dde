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
    private static final long LONGEST = 10_000;

    /** Comparisons of one key at a time, while they wait for other keys. */
    private static final int MOST_WAITING = 64;

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
        if (seat.key.repute.comparisons >= MOST_WAITING || !canBeAskedElsewhere(seat, now)) {
            return null;
        }
        Seat witness = seat.lane.witnesses.of(seat, now);
        PoolComparison comparison =
                new PoolComparison(pool, this, seat, body, witness == null ? null : witness.key.id());
        begin(comparison, now);
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
            if (other != seat && other.key.repute.comparisons > 0) {
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
        end(comparison);
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
            end(comparison);
            seat.repute.acquit(now);
        } else {
            inVain(comparison, now);
        }
    }

    void inVain(PoolComparison comparison, long now) {
        end(comparison);
        comparison.seat().key.repute.inVain(now);
    }

    private void begin(PoolComparison comparison, long now) {
        comparison.seat().key.repute.comparisons++;
        comparison.seat().key.repute.holds++;
        timers.schedule(comparison, now + LONGEST);
        placeAll(comparison);
    }

    /** Ends a comparison and releases its key. */
    void end(PoolComparison comparison) {
        timers.cancel(comparison);
        if (comparison.isRunning) {
            comparison.isRunning = false;
            comparison.seat().key.repute.comparisons--;
        }
        release(comparison);
    }

    /** Releases the key of a comparison. */
    void release(PoolComparison comparison) {
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
