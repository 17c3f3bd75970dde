package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.FailureClass;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a pool's state down and takes it up again. */
final class StateBook {

    private final Roster roster;
    private final CooldownBook cooldowns;
    private final DailyReset days;

    StateBook(Roster roster, CooldownBook cooldowns, DailyReset days) {
        this.roster = roster;
        this.cooldowns = cooldowns;
        this.days = days;
    }

    PoolState snapshot(long now) {
        Map<String, PoolState.Key> keys = new HashMap<>();
        LocalDate today = days.dayOf(now);
        for (KeyState key : roster.keys()) {
            keys.put(key.id(), snapshot(key, today));
        }
        return new PoolState(keys);
    }

    private PoolState.Key snapshot(KeyState key, LocalDate today) {
        Map<String, Long> calls = new HashMap<>();
        Map<String, PoolState.Cooldown> cooling = new HashMap<>();
        Map<String, Integer> failures = new HashMap<>();
        for (ModelLane lane : roster.lanes()) {
            Seat seat = lane.seats.get(key.id());
            if (seat == null) {
                continue;
            }
            if (seat.calls > 0) {
                calls.put(lane.model, seat.calls);
            }
            if (seat.ladderStep > 0) {
                failures.put(lane.model, seat.ladderStep);
            }
            Cooldown longest = Seat.later(seat.own.running, seat.accountForModel.running);
            if (longest != null) {
                cooling.put(lane.model, written(longest));
            }
        }
        Cooldown lock = Seat.later(key.own.running, key.account.own.running);
        return new PoolState.Key(
                today, calls, cooling, failures, lock == null ? null : written(lock), key.key.account());
    }

    private static PoolState.Cooldown written(Cooldown cooldown) {
        return new PoolState.Cooldown(Instant.ofEpochMilli(cooldown.until), cooldown.reason, cooldown.detail);
    }

    void restore(PoolState state, long now) {
        LocalDate today = days.dayOf(now);
        state.keys().forEach((id, written) -> {
            if (roster.has(id)) {
                restore(roster.key(id), written, today.equals(written.date()), now);
            }
        });
    }

    private void restore(KeyState key, PoolState.Key written, boolean isOfToday, long now) {
        if (isOfToday) {
            written.calls().forEach((model, count) -> {
                Seat seat = seat(key, model);
                if (seat != null) {
                    seat.lane.resume(seat, count);
                }
            });
            written.failures().forEach((model, steps) -> {
                Seat seat = seat(key, model);
                if (seat != null) {
                    seat.ladderStep = Math.clamp(steps, 0, Ladder.END);
                }
            });
        }
        written.cooldowns().forEach((model, cooldown) -> {
            Seat seat = seat(key, model);
            if (seat != null) {
                boolean isTheAccounts =
                        cooldown.reason() == FailureClass.RATE_SHORT || cooldown.reason() == FailureClass.RATE_DAY;
                resume(isTheAccounts ? seat.accountForModel : seat.own, cooldown, isOfToday, now);
            }
        });
        PoolState.Cooldown lock = written.lock();
        if (lock != null) {
            boolean isTheAccounts = lock.reason() == FailureClass.QUOTA_HARD;
            resume(isTheAccounts ? key.account.own : key.own, lock, isOfToday, now);
        }
    }

    private void resume(Coolable target, PoolState.Cooldown cooldown, boolean isOfToday, long now) {
        if (isOfToday || cooldown.reason() != FailureClass.SERVER) {
            Cooldown.Cause cause = new Cooldown.Cause(cooldown.reason(), cooldown.detail());
            cooldowns.resume(target, cause, now, Timers.millis(cooldown.until()));
        }
    }

    private @Nullable Seat seat(KeyState key, String model) {
        return roster.lane(model).seats.get(key.id());
    }
}
