package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.FailureClass;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pool remembers across a restart.
 *
 * @param keys by key id
 */
public record PoolState(Map<String, Key> keys) {

    public PoolState {
        keys = Map.copyOf(keys);
    }

    /**
     * One key's part.
     *
     * @param date the day of the counts, which begins at the pool's reset time
     * @param calls calls made on that day, failed ones too, by model
     * @param cooldowns running cooldowns, by model; those of the key's account are in each of its keys
     * @param failures steps of the backoff taken, by model
     * @param lock the cooldown for all models, if one runs
     * @param account the account that the key belongs to
     */
    public record Key(
            LocalDate date,
            Map<String, Long> calls,
            Map<String, Cooldown> cooldowns,
            Map<String, Integer> failures,
            @Nullable Cooldown lock,
            String account) {

        public Key {
            calls = Map.copyOf(calls);
            cooldowns = Map.copyOf(cooldowns);
            failures = Map.copyOf(failures);
        }
    }

    /**
     * A running cooldown.
     *
     * @param until when it ends
     * @param reason what began it; says also whether the whole account cools
     * @param detail more about it, for people; may be empty
     */
    public record Cooldown(Instant until, FailureClass reason, String detail) {

        /** Whether the account cools, not the key alone. */
        public boolean isOfAccount() {
            return reason == FailureClass.RATE_SHORT
                    || reason == FailureClass.RATE_DAY
                    || reason == FailureClass.QUOTA_HARD;
        }
    }
}
