package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.FailureClass;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;

/** Ends the day: counts and ladder start anew, and with the ladder its cooldowns. What a provider has stated stays. */
final class DailyReset extends Timed {

    private final InMemoryKeyPool pool;
    private final Roster roster;
    private final CooldownBook cooldowns;
    private final Timers timers;

    DailyReset(InMemoryKeyPool pool, Roster roster, CooldownBook cooldowns, Timers timers) {
        this.pool = pool;
        this.roster = roster;
        this.cooldowns = cooldowns;
        this.timers = timers;
    }

    /** The day, by the pool's own reset time, to which a moment in milliseconds belongs. */
    LocalDate dayOf(long moment) {
        PoolSettings settings = roster.settings();
        ZonedDateTime there = Instant.ofEpochMilli(moment).atZone(settings.resetZone());
        return there.toLocalTime().isBefore(settings.resetTime())
                ? there.toLocalDate().minusDays(1)
                : there.toLocalDate();
    }

    void scheduleNext() {
        PoolSettings settings = roster.settings();
        ZonedDateTime next =
                dayOf(pool.now()).plusDays(1).atTime(settings.resetTime()).atZone(settings.resetZone());
        timers.schedule(this, Timers.millis(next.toInstant()));
    }

    /** No day ends any more. */
    void stop() {
        timers.cancel(this);
    }

    @Override
    void due() {
        roster.keys().forEach(key -> endLadder(key.own));
        for (ModelLane lane : roster.lanes()) {
            lane.seats.values().forEach(seat -> endLadder(seat.own));
            lane.forgetTheDay();
        }
        scheduleNext();
    }

    private void endLadder(Coolable target) {
        if (target.running != null && target.running.reason == FailureClass.SERVER) {
            cooldowns.clear(target);
        }
    }
}
