package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.Charge;
import dev.keyway.filters.failover.FailureClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the end of a call does to its key, its account and the provider's standing. */
final class Consequences {

    private final Roster roster;
    private final CooldownBook cooldowns;
    private final BreakerBook breakers;

    Consequences(Roster roster, CooldownBook cooldowns, BreakerBook breakers) {
        this.roster = roster;
        this.cooldowns = cooldowns;
        this.breakers = breakers;
    }

    void served(PoolPermit permit) {
        Seat seat = permit.seat();
        breakers.answered(permit);
        if (seat.key.isGone) {
            return;
        }
        seat.lane.served(seat);
        seat.ladderStep = 0;
        seat.suspicion.clear();
        if (seat.isInGoodStanding) {
            return;
        }
        cooldowns.refute(seat.own, permit.turn());
        cooldowns.refute(seat.accountForModel, permit.turn());
        cooldowns.refute(seat.key.own, permit.turn());
        cooldowns.refute(seat.key.account.own, permit.turn());
    }

    void failed(PoolPermit permit, Charge charge, long now) {
        Seat seat = permit.seat();
        switch (charge) {
            case Charge.Provider provider -> breakers.troubled(permit, null, now);
            case Charge.Suspect suspect -> {
                breakers.troubled(permit, suspect.bodyDigest(), now);
                if (!seat.key.isGone) {
                    suspect(seat, suspect.bodyDigest(), now);
                }
            }
            case Charge.Nothing nothing -> breakers.answered(permit);
            case Charge.Key key -> {
                breakers.answered(permit);
                cool(seat, seat.key.own, cause(key.reason(), key.detail()), now, after(now, key.length()));
            }
            case Charge.KeyForModel key -> {
                breakers.answered(permit);
                cool(seat, seat.own, cause(key.reason(), ""), now, after(now, key.length()));
            }
            case Charge.Account account -> {
                breakers.answered(permit);
                cool(seat, seat.key.account.own, cause(account.reason(), ""), now, after(now, account.length()));
            }
            case Charge.AccountForModel account -> {
                breakers.answered(permit);
                cool(seat, seat.accountForModel, cause(account.reason(), ""), now, Timers.millis(account.until()));
            }
        }
    }

    private void cool(Seat seat, Coolable target, Cooldown.Cause cause, long now, long until) {
        if (!seat.key.isGone) {
            cooldowns.begin(target, cause, now, until);
        }
    }

    private void suspect(Seat seat, long body, long now) {
        if (!seat.lane.breaker.isClosed()) {
            return;
        }
        seat.suspicion.failed();
        if (seat.lane.failedBodies.convicts(body, seat)) {
            stepOnLadder(seat, now);
        }
    }

    /** Another key served what this one had failed on. */
    void servedElsewhere(@Nullable Seat seat, long now) {
        if (seat != null && seat.lane.breaker.isClosed() && seat.suspicion.isPending()) {
            stepOnLadder(seat, now);
        }
    }

    /** One incident is one step: calls that were under way when the key began to cool count no more. */
    private void stepOnLadder(Seat seat, long now) {
        seat.suspicion.clear();
        if (seat.own.running != null && seat.own.running.reason == FailureClass.SERVER) {
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
