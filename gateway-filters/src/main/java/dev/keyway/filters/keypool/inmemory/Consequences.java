package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.cooldown.BackoffSchedule;
import dev.keyway.filters.keypool.cooldown.Cooldown;
import dev.keyway.filters.keypool.cooldown.CooldownScope;
import dev.keyway.filters.keypool.fault.FailedBodies;
import dev.keyway.filters.keypool.timing.Sequence;
import dev.keyway.filters.keypool.timing.Timers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consequences of the end of a call: what it does to its key, its account and the provider's standing. */
final class Consequences {

    private final KeyRegistry registry;
    private final Cooldowns cooldowns;
    private final Breakers breakers;
    private final Pacing pacing;
    private final Sequence sequence;

    Consequences(KeyRegistry registry, Cooldowns cooldowns, Breakers breakers, Pacing pacing, Sequence sequence) {
        this.registry = registry;
        this.cooldowns = cooldowns;
        this.breakers = breakers;
        this.pacing = pacing;
        this.sequence = sequence;
    }

    void served(PoolPermit permit, long now) {
        KeyModelState state = permit.state();
        breakers.answered(permit);
        if (state.key.isGone) {
            return;
        }
        state.hasServed = true;
        registry.homes().served(permit.conversation, state.key.account);
        state.modelPool.concurrency.served(permit, now);
        pacing.served(permit, now);
        state.backoffStep = 0;
        state.acquit();
        state.lastServed = Math.max(state.lastServed, permit.turn());
        if (state.isInGoodStanding) {
            return;
        }
        cooldowns.refute(state.own, permit.turn());
        cooldowns.refute(state.accountForModel, permit.turn());
        cooldowns.refute(state.key.own, permit.turn());
        cooldowns.refute(state.key.account.own, permit.turn());
    }

    void failed(PoolPermit permit, Penalty penalty, long now) {
        KeyModelState state = permit.state();
        switch (penalty) {
            case Penalty.Provider provider -> breakers.troubled(permit, null, now);
            case Penalty.Suspect suspect -> {
                breakers.troubled(permit, suspect.bodyDigest(), now);
                if (!state.key.isGone && state.modelPool.breaker.isClosed()) {
                    state.suspicion().failed(permit.turn());
                }
            }
            case Penalty.Nothing nothing -> breakers.answered(permit);
            case Penalty.Key key -> {
                breakers.answered(permit);
                cool(state, state.key.own, cause(key.reason(), key.detail()), now, after(now, key.length()));
            }
            case Penalty.KeyForModel key -> {
                breakers.answered(permit);
                cool(state, state.own, cause(key.reason(), ""), now, after(now, key.length()));
            }
            case Penalty.Account account -> {
                breakers.answered(permit);
                cool(state, state.key.account.own, cause(account.reason(), ""), now, after(now, account.length()));
            }
            case Penalty.AccountForModel account -> {
                breakers.answered(permit);
                if (account.reason() == FailureClass.RATE_SHORT && !permit.reportedUsedUpLimit) {
                    long turn = sequence.next();
                    boolean isAboutRate = state.modelPool.concurrency.refused(permit, turn, now);
                    pacing.refused(permit, isAboutRate, turn, now, Timers.wholeMillis(account.until()));
                }
                cool(
                        state,
                        state.accountForModel,
                        cause(account.reason(), ""),
                        now,
                        Timers.wholeMillis(account.until()));
            }
        }
    }

    private void cool(KeyModelState state, CooldownScope target, Cooldown.Cause cause, long now, long until) {
        if (!state.key.isGone) {
            cooldowns.begin(target, cause, now, until);
        }
    }

    /** Another key served what this one had failed on. */
    void servedElsewhere(@Nullable KeyModelState state, long now) {
        if (state != null && state.modelPool.breaker.isClosed() && state.isSuspected()) {
            backOff(state, now);
        }
    }

    /**
     * A request ended unserved. That speaks against a key only if the request had failed on no other.
     *
     * @param failedOn the states of the keys that it had failed on
     */
    void unserved(List<KeyModelState> failedOn, long body, long now) {
        if (failedOn.isEmpty()) {
            return;
        }
        KeyModelState state = failedOn.getFirst();
        FailedBodies bodies = state.modelPool.failedBodies;
        if (failedOn.size() > 1) {
            bodies.acquit(body);
        } else if (state.modelPool.breaker.isClosed()
                && bodies.convicts(body, state.suspicion())
                && othersAreWell(state)) {
            backOff(state, now);
        }
    }

    /**
     * Whether the other keys show that neither the provider nor the requests are to blame: one of them served while this
     * one failed, and none is suspected or cooling for its failures.
     */
    private static boolean othersAreWell(KeyModelState suspect) {
        boolean oneServed = false;
        for (KeyModelState other : suspect.modelPool.states.values()) {
            if (other == suspect) {
                continue;
            }
            if (other.isSuspected() || isBackingOff(other)) {
                return false;
            }
            oneServed |= other.lastServed > suspect.suspicion().since();
        }
        return oneServed;
    }

    private static boolean isBackingOff(KeyModelState state) {
        return state.own.isCoolingFor(FailureClass.SERVER);
    }

    /** One incident is one step: calls that were under way when the key began to cool count no more. */
    private void backOff(KeyModelState state, long now) {
        state.acquit();
        if (isBackingOff(state)) {
            return;
        }
        state.backoffStep = Math.min(state.backoffStep + 1, BackoffSchedule.LAST_STEP);
        Duration length =
                BackoffSchedule.length(state.backoffStep, registry.settings().longestBackoff());
        cooldowns.begin(state.own, cause(FailureClass.SERVER, ""), now, after(now, length));
        if (state.backoffStep == BackoffSchedule.LAST_STEP
                && modelsAtLastStep(state.key) >= BackoffSchedule.MODELS_THAT_LOCK) {
            cooldowns.begin(
                    state.key.own,
                    cause(FailureClass.SERVER, "its calls fail for several models"),
                    now,
                    after(now, BackoffSchedule.LOCK));
        }
    }

    private long modelsAtLastStep(PooledKey key) {
        return registry.modelPools().stream()
                .map(modelPool -> modelPool.states.get(key.id()))
                .filter(state -> state != null && state.backoffStep == BackoffSchedule.LAST_STEP)
                .count();
    }

    private static Cooldown.Cause cause(FailureClass reason, String detail) {
        return new Cooldown.Cause(reason, detail);
    }

    private static long after(long now, Duration length) {
        return now + length.toMillis();
    }
}
