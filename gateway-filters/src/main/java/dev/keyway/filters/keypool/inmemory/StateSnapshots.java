package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.keypool.cooldown.BackoffSchedule;
import dev.keyway.filters.keypool.cooldown.Cooldown;
import dev.keyway.filters.keypool.cooldown.CooldownScope;
import dev.keyway.filters.keypool.timing.Timers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Snapshots of a pool's state: takes and restores them. */
final class StateSnapshots {

    private final KeyRegistry registry;
    private final Cooldowns cooldowns;
    private final DailyReset days;

    StateSnapshots(KeyRegistry registry, Cooldowns cooldowns, DailyReset days) {
        this.registry = registry;
        this.cooldowns = cooldowns;
        this.days = days;
    }

    PoolState snapshot(long now) {
        Map<String, PoolState.Key> keys = new HashMap<>();
        LocalDate today = days.dayOf(now);
        for (PooledKey key : registry.keys()) {
            keys.put(key.id(), snapshot(key, today));
        }
        return new PoolState(keys);
    }

    PoolState.@Nullable Key snapshot(String keyId, long now) {
        return registry.has(keyId) ? snapshot(registry.key(keyId), days.dayOf(now)) : null;
    }

    private PoolState.Key snapshot(PooledKey key, LocalDate today) {
        Map<String, Long> calls = new HashMap<>();
        Map<String, PoolState.Cooldown> cooling = new HashMap<>();
        Map<String, Integer> failures = new HashMap<>();
        for (ModelPool modelPool : registry.modelPools()) {
            KeyModelState state = modelPool.states.get(key.id());
            if (state == null) {
                continue;
            }
            if (state.calls > 0) {
                calls.put(modelPool.model, state.calls);
            }
            if (state.backoffStep > 0) {
                failures.put(modelPool.model, state.backoffStep);
            }
            Cooldown longest = Cooldown.later(state.own.running(), state.accountForModel.running());
            if (longest != null) {
                cooling.put(modelPool.model, written(longest));
            }
        }
        Cooldown lock = Cooldown.later(key.own.running(), key.account.own.running());
        return new PoolState.Key(
                today, calls, cooling, failures, lock == null ? null : written(lock), key.key.account());
    }

    private static PoolState.Cooldown written(Cooldown cooldown) {
        return new PoolState.Cooldown(Instant.ofEpochMilli(cooldown.until()), cooldown.reason(), cooldown.detail());
    }

    void restore(PoolState state, long now) {
        LocalDate today = days.dayOf(now);
        state.keys().forEach((id, written) -> {
            if (registry.has(id)) {
                restore(registry.key(id), written, today.equals(written.date()), now);
            }
        });
    }

    private void restore(PooledKey key, PoolState.Key written, boolean isOfToday, long now) {
        if (isOfToday) {
            written.calls().forEach((model, count) -> {
                KeyModelState state = state(key, model);
                if (state != null) {
                    state.modelPool.resume(state, count);
                }
            });
            written.failures().forEach((model, steps) -> {
                KeyModelState state = state(key, model);
                if (state != null) {
                    state.backoffStep = Math.clamp(steps, 0, BackoffSchedule.LAST_STEP);
                }
            });
        }
        written.cooldowns().forEach((model, cooldown) -> {
            KeyModelState state = state(key, model);
            if (state != null) {
                boolean isTheAccounts =
                        cooldown.reason() == FailureClass.RATE_SHORT || cooldown.reason() == FailureClass.RATE_DAY;
                resume(isTheAccounts ? state.accountForModel : state.own, cooldown, isOfToday, now);
            }
        });
        PoolState.Cooldown lock = written.lock();
        if (lock != null) {
            boolean isTheAccounts = lock.reason() == FailureClass.QUOTA_HARD;
            resume(isTheAccounts ? key.account.own : key.own, lock, isOfToday, now);
        }
    }

    private void resume(CooldownScope target, PoolState.Cooldown cooldown, boolean isOfToday, long now) {
        if (isOfToday || cooldown.reason() != FailureClass.SERVER) {
            Cooldown.Cause cause = new Cooldown.Cause(cooldown.reason(), cooldown.detail());
            cooldowns.resume(target, cause, now, Timers.millis(cooldown.until()));
        }
    }

    private @Nullable KeyModelState state(PooledKey key, String model) {
        return registry.modelPool(model).states.get(key.id());
    }
}
