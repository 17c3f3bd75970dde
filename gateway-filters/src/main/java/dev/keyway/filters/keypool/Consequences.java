package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the end of a call does to its key, its account and the provider's standing. */
final class Consequences {

    private final Roster roster;
    private final CooldownBook cooldowns;
    private final BreakerBook breakers;
    private final Pacing pacing;
    private final Sequence sequence;

    Consequences(Roster roster, CooldownBook cooldowns, BreakerBook breakers, Pacing pacing, Sequence sequence) {
        this.roster = roster;
        this.cooldowns = cooldowns;
        this.breakers = breakers;
        this.pacing = pacing;
        this.sequence = sequence;
    }

    void served(PoolPermit permit, long now) {
        Seat seat = permit.seat();
        breakers.answered(permit);
        if (seat.key.isGone) {
            return;
        }
        seat.hasServed = true;
        seat.lane.caps.served(permit, now);
        pacing.served(permit, now);
        seat.ladderStep = 0;
        seat.acquit();
        seat.lastServed = Math.max(seat.lastServed, permit.turn());
        if (seat.isInGoodStanding) {
            return;
        }
        cooldowns.refute(seat.own, permit.turn());
        cooldowns.refute(seat.accountForModel, permit.turn());
        cooldowns.refute(seat.key.own, permit.turn());
        cooldowns.refute(seat.key.account.own, permit.turn());
    }

    void failed(PoolPermit permit, Penalty penalty, long now) {
        Seat seat = permit.seat();
        switch (penalty) {
            case Penalty.Provider provider -> breakers.troubled(permit, null, now);
            case Penalty.Suspect suspect -> {
                breakers.troubled(permit, suspect.bodyDigest(), now);
                if (!seat.key.isGone && seat.lane.breaker.isClosed()) {
                    seat.suspicion().failed(permit.turn());
                }
            }
            case Penalty.Nothing nothing -> breakers.answered(permit);
            case Penalty.Key key -> {
                breakers.answered(permit);
                cool(seat, seat.key.own, cause(key.reason(), key.detail()), now, after(now, key.length()));
            }
            case Penalty.KeyForModel key -> {
                breakers.answered(permit);
                cool(seat, seat.own, cause(key.reason(), ""), now, after(now, key.length()));
            }
            case Penalty.Account account -> {
                breakers.answered(permit);
                cool(seat, seat.key.account.own, cause(account.reason(), ""), now, after(now, account.length()));
            }
            case Penalty.AccountForModel account -> {
                breakers.answered(permit);
                if (account.reason() == FailureClass.RATE_SHORT && !permit.toldOfUsedUpLimit) {
                    long turn = sequence.next();
                    boolean isAboutRate = seat.lane.caps.refused(permit, turn, now);
                    pacing.refused(permit, isAboutRate, turn, now, Timers.millis(account.until()));
                }
                cool(seat, seat.accountForModel, cause(account.reason(), ""), now, Timers.millis(account.until()));
            }
        }
    }

    private void cool(Seat seat, Coolable target, Cooldown.Cause cause, long now, long until) {
        if (!seat.key.isGone) {
            cooldowns.begin(target, cause, now, until);
        }
    }

    /** Another key served what this one had failed on. */
    void servedElsewhere(@Nullable Seat seat, long now) {
        if (seat != null && seat.lane.breaker.isClosed() && seat.isSuspected()) {
            stepOnLadder(seat, now);
        }
    }

    /**
     * A request ended unserved. That speaks against a key only if the request had failed on no other.
     *
     * @param failedOn the seats of the keys that it had failed on
     */
    void unserved(List<Seat> failedOn, long body, long now) {
        if (failedOn.isEmpty()) {
            return;
        }
        Seat seat = failedOn.getFirst();
        FailedBodies bodies = seat.lane.failedBodies;
        if (failedOn.size() > 1) {
            bodies.acquit(body);
        } else if (seat.lane.breaker.isClosed() && bodies.convicts(body, seat) && othersAreWell(seat)) {
            stepOnLadder(seat, now);
        }
    }

    /**
     * Whether the other keys show that neither the provider nor the requests are to blame: one of them served while this
     * one failed, and none is suspected or on the ladder itself.
     */
    private static boolean othersAreWell(Seat suspect) {
        boolean oneServed = false;
        for (Seat other : suspect.lane.seats.values()) {
            if (other == suspect) {
                continue;
            }
            if (other.isSuspected() || isOnLadder(other)) {
                return false;
            }
            oneServed |= other.lastServed > suspect.suspicion().since();
        }
        return oneServed;
    }

    private static boolean isOnLadder(Seat seat) {
        return seat.own.running != null && seat.own.running.reason == FailureClass.SERVER;
    }

    /** One incident is one step: calls that were under way when the key began to cool count no more. */
    private void stepOnLadder(Seat seat, long now) {
        seat.acquit();
        if (isOnLadder(seat)) {
            return;
        }
        seat.ladderStep = Math.min(seat.ladderStep + 1, Ladder.END);
        Duration length = Ladder.length(seat.ladderStep, roster.settings().ladderCeiling());
        cooldowns.begin(seat.own, cause(FailureClass.SERVER, ""), now, after(now, length));
        if (seat.ladderStep == Ladder.END && modelsAtLaddersEnd(seat.key) >= Ladder.MODELS_THAT_LOCK) {
            cooldowns.begin(
                    seat.key.own,
                    cause(FailureClass.SERVER, "its calls fail for several models"),
                    now,
                    after(now, Ladder.LOCK));
        }
    }

    private long modelsAtLaddersEnd(KeyState key) {
        return roster.lanes().stream()
                .map(lane -> lane.seats.get(key.id()))
                .filter(seat -> seat != null && seat.ladderStep == Ladder.END)
                .count();
    }

    private static Cooldown.Cause cause(FailureClass reason, String detail) {
        return new Cooldown.Cause(reason, detail);
    }

    private static long after(long now, Duration length) {
        return now + length.toMillis();
    }
}
