package dev.keyway.filters.keypool.memory;

import dev.keyway.filters.keypool.pacing.LearntCap;
import dev.keyway.filters.keypool.pacing.LimitSum;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a model: how many calls its keys may have in flight: a key's own limit, else the number that is set for all of them, else
 * what each has learnt.
 */
final class ModelLimits {

    /** Null where it is learnt; 0 for no bound. */
    private @Nullable Integer fixed;

    private final LimitSum all = new LimitSum();
    private final LimitSum cooling = new LimitSum();

    ModelLimits(@Nullable Integer fixed) {
        this.fixed = fixed;
    }

    void adopt(@Nullable Integer other) {
        fixed = other;
    }

    boolean isFull(KeyModelState state) {
        int bound = state.limit != null ? state.limit : fixed != null ? fixed : state.cap.calls();
        return bound > 0 && state.inFlight >= bound;
    }

    void joined(KeyModelState state, @Nullable Integer limit) {
        state.limit = limit;
        all.add(state.limit, state.cap);
    }

    void left(KeyModelState state) {
        all.remove(state.limit, state.cap);
    }

    /** The key of a state in the model pool now has this limit of its own; null for none. */
    void limit(KeyModelState state, @Nullable Integer limit) {
        boolean isCooling = state.placement == KeyModelState.Placement.COOLING;
        all.remove(state.limit, state.cap);
        if (isCooling) {
            cooling.remove(state.limit, state.cap);
        }
        state.limit = limit;
        all.add(state.limit, state.cap);
        if (isCooling) {
            cooling.add(state.limit, state.cap);
        }
    }

    void beganToCool(KeyModelState state) {
        cooling.add(state.limit, state.cap);
    }

    void ceasedToCool(KeyModelState state) {
        cooling.remove(state.limit, state.cap);
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
        LearntCap cap = state.cap;
        int before = cap.calls();
        int level = Math.max(permit.level, state.inFlight);
        boolean isAboutRate = !cap.isOld(permit.turn()) && cap.hasServed(level);
        if (!isAboutRate || !state.pace.hasLearntRate()) {
            cap.refused(permit.turn(), level, state.inFlight, now, millis);
            changed(state, before);
        }
        return isAboutRate;
    }

    /** Due before the call is taken back. */
    void served(PoolPermit permit, long millis) {
        KeyModelState state = permit.state();
        int before = state.cap.calls();
        state.cap.served(permit.turn(), permit.level, state.inFlight, millis);
        changed(state, before);
    }

    private void changed(KeyModelState state, int before) {
        int change = state.cap.calls() - before;
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
