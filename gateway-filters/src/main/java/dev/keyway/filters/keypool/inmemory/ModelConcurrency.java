package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.concurrency.LearntConcurrencyLimit;
import dev.keyway.filters.keypool.concurrency.LimitSum;
import org.jspecify.annotations.Nullable;

/**
 * Concurrency of a model: how many calls its keys may have in flight. A key's own limit counts, else the number that is set for
 * all of them, else what each has learnt.
 */
final class ModelConcurrency {

    /** Null where it is learnt; 0 for no bound. */
    private @Nullable Integer fixed;

    private final LimitSum all = new LimitSum();
    private final LimitSum cooling = new LimitSum();

    ModelConcurrency(@Nullable Integer fixed) {
        this.fixed = fixed;
    }

    void adopt(@Nullable Integer other) {
        fixed = other;
    }

    boolean isFull(KeyModelState state) {
        int bound = state.limit != null ? state.limit : fixed != null ? fixed : state.learntLimit.calls();
        return bound > 0 && state.inFlight >= bound;
    }

    void joined(KeyModelState state, @Nullable Integer limit) {
        state.limit = limit;
        all.add(state.limit, state.learntLimit);
    }

    void left(KeyModelState state) {
        all.remove(state.limit, state.learntLimit);
    }

    /** The key of a state in the model pool now has this limit of its own; null for none. */
    void limit(KeyModelState state, @Nullable Integer limit) {
        boolean isCooling = state.placement == KeyModelState.Placement.COOLING;
        all.remove(state.limit, state.learntLimit);
        if (isCooling) {
            cooling.remove(state.limit, state.learntLimit);
        }
        state.limit = limit;
        all.add(state.limit, state.learntLimit);
        if (isCooling) {
            cooling.add(state.limit, state.learntLimit);
        }
    }

    void beganToCool(KeyModelState state) {
        cooling.add(state.limit, state.learntLimit);
    }

    void ceasedToCool(KeyModelState state) {
        cooling.remove(state.limit, state.learntLimit);
    }

    /**
     * A 429 named no limit as its reason. Due before the call is taken back.
     *
     * @param now the turn of this moment
     * @param millis this moment
     * @return whether the number of calls in flight can't be the reason, as the key has served more at once
     */
    boolean refused(PoolPermit permit, long now, long millis) {
        KeyModelState state = permit.state();
        LearntConcurrencyLimit learnt = state.learntLimit;
        int before = learnt.calls();
        int level = Math.max(permit.level, state.inFlight);
        boolean isAboutRate = !learnt.isOld(permit.turn()) && learnt.hasServed(level);
        if (!isAboutRate || !state.pace.hasLearntRate()) {
            learnt.refused(permit.turn(), level, state.inFlight, now, millis);
            changed(state, before);
        }
        return isAboutRate;
    }

    /** Due before the call is taken back. */
    void served(PoolPermit permit, long millis) {
        KeyModelState state = permit.state();
        int before = state.learntLimit.calls();
        state.learntLimit.served(permit.turn(), permit.level, state.inFlight, millis);
        changed(state, before);
    }

    private void changed(KeyModelState state, int before) {
        int change = state.learntLimit.calls() - before;
        if (change == 0 || state.isGone || state.limit != null) {
            return;
        }
        all.learnt(change);
        if (state.placement == KeyModelState.Placement.COOLING) {
            cooling.learnt(change);
        }
    }

    /** Calls that all keys, or those that do not cool, can have in flight; 0 where that has no bound. */
    long slots(boolean coolingToo) {
        return all.slots(fixed, coolingToo ? null : cooling);
    }
}
