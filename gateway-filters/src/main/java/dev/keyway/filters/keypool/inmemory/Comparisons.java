package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.Comparison;
import dev.keyway.filters.keypool.cooldown.Cooldown;
import dev.keyway.filters.keypool.cooldown.CooldownScope;
import dev.keyway.filters.keypool.timing.Timers;
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
    private final KeyRegistry registry;
    private final Cooldowns cooldowns;
    private final Timers timers;

    Comparisons(InMemoryKeyPool pool, KeyRegistry registry, Cooldowns cooldowns, Timers timers) {
        this.pool = pool;
        this.registry = registry;
        this.cooldowns = cooldowns;
        this.timers = timers;
    }

    /** A comparison of a key that has refused a request, or null where none is due. */
    @Nullable
    Comparison begin(@Nullable KeyModelState state, long body, long now) {
        if (state == null || state.isGone) {
            return null;
        }
        state.trust.refused();
        if (state.trust.isTrusted(now) || !state.key.trust.mayBeCompared(now)) {
            return null;
        }
        if (state.key.trust.comparisons() >= MOST_WAITING || !canBeAskedElsewhere(state, now)) {
            return null;
        }
        KeyModelState reference = state.modelPool.referenceKeys.of(state, now);
        PoolComparison comparison =
                new PoolComparison(pool, this, state, body, reference == null ? null : reference.key.id());
        begin(comparison, now);
        return comparison;
    }

    /** While one key is in question no other is, so that two comparisons never wait for each other's key. */
    private static boolean canBeAskedElsewhere(KeyModelState state, long now) {
        if (state.modelPool.breaker.holdsBackRetries()) {
            return false;
        }
        boolean mayWait = !state.trust.hasServedLately(now);
        boolean oneCanServe = false;
        for (KeyModelState other : state.modelPool.states.values()) {
            if (other != state && other.key.trust.comparisons() > 0) {
                return false;
            }
            boolean canServe = other.placement == KeyModelState.Placement.READY
                    || (mayWait && other.placement == KeyModelState.Placement.BUSY);
            oneCanServe |= canServe && other.key.account != state.key.account;
        }
        return oneCanServe;
    }

    /** A key has served. */
    void served(KeyModelState state, long now) {
        state.trust.served(now);
        state.key.trust.served(now);
        state.key.account.trust.served(now);
        state.modelPool.referenceKeys.add(state);
    }

    void served(PoolComparison comparison, Failure refusal, long now) {
        end(comparison);
        KeyModelState state = comparison.state();
        if (state.isGone || state.key.isGone || state.key.trust.struckBy(comparison.body()) < STRIKES_THAT_CONVICT) {
            return;
        }
        String detail = "another account serves what it refuses: " + refusal.message();
        if (refusal.kind() == FailureClass.PERMISSION || state.key.trust.hasServedLately(now)) {
            cool(state.own, FailureClass.PERMISSION, detail, now, BARRED);
        } else if (state.key.account.trust.hasServedLately(now)) {
            cool(state.key.own, FailureClass.AUTH, detail, now, REJECTED);
        } else {
            cool(state.key.account.own, FailureClass.QUOTA_HARD, detail, now, BARRED);
        }
    }

    private void cool(CooldownScope target, FailureClass reason, String detail, long now, Duration length) {
        cooldowns.begin(target, new Cooldown.Cause(reason, detail), now, now + length.toMillis());
    }

    /** Where the other key is known to be well and says the same, this one is well too. */
    void refused(PoolComparison comparison, String otherKeyId, boolean alike, long now) {
        KeyModelState state = comparison.state();
        KeyModelState other = state.modelPool.states.get(otherKeyId);
        if (alike && other != null && other.trust.isTrusted(now)) {
            end(comparison);
            state.trust.acquit(now);
        } else {
            inVain(comparison, now);
        }
    }

    void inVain(PoolComparison comparison, long now) {
        end(comparison);
        comparison.state().key.trust.inVain(now);
    }

    private void begin(PoolComparison comparison, long now) {
        comparison.state().key.trust.comparisonBegan();
        comparison.state().key.trust.withhold();
        timers.schedule(comparison, now + LONGEST);
        placeAll(comparison);
    }

    /** Ends a comparison and releases its key. */
    void end(PoolComparison comparison) {
        timers.cancel(comparison);
        if (comparison.isRunning) {
            comparison.isRunning = false;
            comparison.state().key.trust.comparisonEnded();
        }
        release(comparison);
    }

    /** Releases the key of a comparison. */
    void release(PoolComparison comparison) {
        if (comparison.holds) {
            comparison.holds = false;
            comparison.state().key.trust.release();
            placeAll(comparison);
        }
    }

    private void placeAll(PoolComparison comparison) {
        registry.eachStateOf(comparison.state().key.own, state -> {
            state.reconsider();
            state.modelPool.place(state);
        });
    }
}
