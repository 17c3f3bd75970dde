package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.cooldown.Cooldown;
import dev.keyway.filters.keypool.cooldown.CooldownScope;
import dev.keyway.filters.keypool.timing.Sequence;
import dev.keyway.filters.keypool.timing.Timers;
import org.jspecify.annotations.Nullable;

/** Cooldowns of a pool: begins and ends them, updates the keys that they concern, and reports them. */
final class Cooldowns {

    private final KeyRegistry registry;
    private final Timers timers;
    private final Sequence sequence;
    private final PoolEvents events;

    Cooldowns(KeyRegistry registry, Timers timers, Sequence sequence, PoolEvents events) {
        this.registry = registry;
        this.timers = timers;
        this.sequence = sequence;
        this.events = events;
    }

    /** Begins a cooldown, or makes a running one longer; never shorter. Times are milliseconds. */
    void begin(CooldownScope scope, Cooldown.Cause cause, long now, long until) {
        Cooldown begun = put(scope, cause, now, until);
        if (begun != null) {
            events.cooldownStarted(begun.event());
        }
    }

    /** Goes on with a cooldown that began before a restart. */
    void resume(CooldownScope scope, Cooldown.Cause cause, long now, long until) {
        put(scope, cause, now, until);
    }

    private @Nullable Cooldown put(CooldownScope scope, Cooldown.Cause cause, long now, long until) {
        Cooldown before = scope.running();
        if (until <= now || (before != null && until <= before.until())) {
            return null;
        }
        long since = before == null ? now : before.since();
        Cooldown cooldown = new Cooldown(scope, cause, since, sequence.next(), until, this::over);
        if (before != null) {
            timers.cancel(before);
        }
        scope.begin(cooldown);
        timers.schedule(cooldown, until);
        replace(scope);
        return cooldown;
    }

    /** Ends a cooldown as if its time were over: what needs a probe still does. */
    void clear(CooldownScope scope) {
        Cooldown running = scope.running();
        if (running != null) {
            over(running);
        }
    }

    private void over(Cooldown cooldown) {
        end(cooldown);
        if (cooldown.needsProof()) {
            cooldown.scope().requireProof(cooldown);
        }
        replace(cooldown.scope());
    }

    /** Ends what the success of an attempt refutes. */
    void refute(CooldownScope scope, long attemptTurn) {
        Cooldown running = scope.running();
        Cooldown unproven = scope.unproven();
        if (running != null && running.isRefutedBySuccessOf(attemptTurn)) {
            end(running);
            replace(scope);
        } else if (unproven != null && unproven.isRefutedBySuccessOf(attemptTurn)) {
            scope.proven();
            replace(scope);
        }
    }

    /** Forgets the cooldown of something that has left the pool. */
    void drop(CooldownScope scope) {
        Cooldown running = scope.running();
        if (running != null) {
            end(running);
        }
        scope.proven();
    }

    private void end(Cooldown cooldown) {
        timers.cancel(cooldown);
        cooldown.scope().end();
        events.cooldownEnded(cooldown.event());
    }

    /** Lets this call be the probe of what wants one. */
    void probeBy(CooldownScope scope, Permit permit) {
        if (scope.wantsProbe()) {
            scope.probeBy(permit);
            replace(scope);
        }
    }

    /** The probe's call is over, whatever it showed. */
    void probeOver(CooldownScope scope, Permit permit) {
        if (scope.endProbe(permit)) {
            replace(scope);
        }
    }

    private void replace(CooldownScope scope) {
        registry.eachStateOf(scope, state -> {
            state.reconsider();
            state.modelPool.place(state);
        });
    }
}
