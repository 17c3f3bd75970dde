package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.cooldown.CooldownScope;
import dev.keyway.filters.keypool.timing.Timed;
import dev.keyway.filters.keypool.timing.Timers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;

/** Daily reset: counts and backoff start anew, and cooldowns of the backoff end. What a provider has stated stays. */
final class DailyReset extends Timed {

    private final InMemoryKeyPool pool;
    private final KeyRegistry registry;
    private final Cooldowns cooldowns;
    private final Timers timers;

    DailyReset(InMemoryKeyPool pool, KeyRegistry registry, Cooldowns cooldowns, Timers timers) {
        this.pool = pool;
        this.registry = registry;
        this.cooldowns = cooldowns;
        this.timers = timers;
    }

    /** The day, by the pool's own reset time, to which a moment in milliseconds belongs. */
    LocalDate dayOf(long moment) {
        PoolSettings settings = registry.settings();
        ZonedDateTime there = Instant.ofEpochMilli(moment).atZone(settings.resetZone());
        return there.toLocalTime().isBefore(settings.resetTime())
                ? there.toLocalDate().minusDays(1)
                : there.toLocalDate();
    }

    void scheduleNext() {
        PoolSettings settings = registry.settings();
        ZonedDateTime next =
                dayOf(pool.now()).plusDays(1).atTime(settings.resetTime()).atZone(settings.resetZone());
        timers.schedule(this, Timers.millis(next.toInstant()));
    }

    /** No day ends any more. */
    void stop() {
        timers.cancel(this);
    }

    @Override
    protected void due() {
        registry.keys().forEach(key -> endBackoff(key.own));
        for (ModelPool modelPool : registry.modelPools()) {
            modelPool.states.values().forEach(state -> endBackoff(state.own));
            modelPool.forgetTheDay();
        }
        scheduleNext();
    }

    private void endBackoff(CooldownScope scope) {
        if (scope.isCoolingFor(FailureClass.SERVER)) {
            cooldowns.clear(scope);
        }
    }
}
