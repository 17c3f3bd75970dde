package dev.keyway.filters.keypool;

import org.jspecify.annotations.Nullable;

/** Begins and ends cooldowns, puts the keys they concern in their places, and tells of it. */
final class CooldownBook {

    private final Roster roster;
    private final Timers timers;
    private final Sequence sequence;
    private final PoolEvents events;

    CooldownBook(Roster roster, Timers timers, Sequence sequence, PoolEvents events) {
        this.roster = roster;
        this.timers = timers;
        this.sequence = sequence;
        this.events = events;
    }

    /** Begins a cooldown, or makes a running one longer; never shorter. Times are milliseconds. */
    void begin(Coolable target, Cooldown.Cause cause, long now, long until) {
        Cooldown begun = put(target, cause, now, until);
        if (begun != null) {
            events.cooldownStarted(begun.event());
        }
    }

    /** Goes on with a cooldown that began before a restart. */
    void resume(Coolable target, Cooldown.Cause cause, long now, long until) {
        put(target, cause, now, until);
    }

    private @Nullable Cooldown put(Coolable target, Cooldown.Cause cause, long now, long until) {
        Cooldown before = target.running;
        if (until <= now || (before != null && until <= before.until)) {
            return null;
        }
        long since = before == null ? now : before.since;
        Cooldown cooldown = new Cooldown(target, cause, since, sequence.next(), until, this::over);
        if (before != null) {
            timers.cancel(before);
        }
        target.running = cooldown;
        target.unproven = null;
        target.probe = null;
        timers.schedule(cooldown, until);
        replace(target);
        return cooldown;
    }

    /** Ends a cooldown as if its time were over: what needs a probe still does. */
    void clear(Coolable target) {
        if (target.running != null) {
            over(target.running);
        }
    }

    private void over(Cooldown cooldown) {
        end(cooldown);
        if (cooldown.needsProof()) {
            cooldown.target.unproven = cooldown;
        }
        replace(cooldown.target);
    }

    /** Ends what the success of an attempt refutes. */
    void refute(Coolable target, long attemptTurn) {
        Cooldown running = target.running;
        Cooldown unproven = target.unproven;
        if (running != null && running.isRefutedBySuccessOf(attemptTurn)) {
            end(running);
            replace(target);
        } else if (unproven != null && unproven.isRefutedBySuccessOf(attemptTurn)) {
            target.unproven = null;
            target.probe = null;
            replace(target);
        }
    }

    /** Forgets the cooldown of something that has left the pool. */
    void drop(Coolable target) {
        if (target.running != null) {
            end(target.running);
        }
        target.unproven = null;
    }

    private void end(Cooldown cooldown) {
        timers.cancel(cooldown);
        cooldown.target.running = null;
        events.cooldownEnded(cooldown.event());
    }

    /** Lets this call be the probe of what wants one. */
    void probeBy(Coolable target, PoolPermit permit) {
        if (target.wantsProbe()) {
            target.probe = permit;
            replace(target);
        }
    }

    /** The probe's call is over, whatever it showed. */
    void probeOver(Coolable target, PoolPermit permit) {
        if (target.probe == permit) {
            target.probe = null;
            replace(target);
        }
    }

    private void replace(Coolable target) {
        roster.eachSeatOf(target, seat -> {
            seat.reconsider();
            seat.lane.place(seat);
        });
    }
}
