package dev.keyway.filters.poolstate;

import dev.keyway.filters.keypool.PoolState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** State of one key: its usage, cooldowns and backoff. Not thread-safe. */
final class KeyState {

    /** Where calls count whose model no key has served, or of which a key has too many: callers choose these names. */
    static final String OTHER = "(other)";

    /** Models that count by name; beyond it cooldowns and failures do not survive a restart. */
    static final int MOST_MODELS = 1_000;

    String account;

    /** Of the secret that the cooldowns and failures are of; null in files of earlier releases. */
    @Nullable
    String fingerprint;

    @Nullable
    LocalDate date;

    final Map<String, ModelUsage> daily = new TreeMap<>();
    final Map<String, ModelUsage> totals = new TreeMap<>();
    final Map<String, PoolState.Cooldown> cooldowns = new TreeMap<>();
    final Map<String, Integer> failures = new TreeMap<>();
    PoolState.@Nullable Cooldown lock;

    KeyState(String account) {
        this.account = account;
    }

    /** Counts a call on the day that it began; of days past only the totals are kept. */
    void count(String called, Instant began, UnaryOperator<ModelUsage> change) {
        String model = hasRoom(totals, called) ? called : OTHER;
        LocalDate day = began.atZone(ZoneOffset.UTC).toLocalDate();
        enter(day);
        if (day.equals(date)) {
            daily.merge(model, change.apply(ModelUsage.NONE), (old, first) -> change.apply(old));
        }
        totals.merge(model, change.apply(ModelUsage.NONE), (old, first) -> change.apply(old));
    }

    /** Begins a new day: counts and the backoff start anew. */
    void enter(LocalDate day) {
        if (date == null || day.isAfter(date)) {
            date = day;
            daily.clear();
            failures.clear();
        }
    }

    void cool(@Nullable String model, PoolState.Cooldown cooldown, boolean backsOff) {
        if (model == null) {
            lock = cooldown;
            return;
        }
        if (hasRoom(cooldowns, model)) {
            cooldowns.put(model, cooldown);
        }
        if (backsOff && hasRoom(failures, model)) {
            failures.merge(model, 1, Integer::sum);
        }
    }

    private static boolean hasRoom(Map<String, ?> models, String model) {
        return models.size() < MOST_MODELS || models.containsKey(model);
    }

    /**
     * Forgets what is known of another secret under the same id.
     *
     * @param hasOwnAccount whether no other key belongs to its account; cooldowns of a named account go on
     */
    void recognise(String secret, boolean hasOwnAccount) {
        if (fingerprint != null && !fingerprint.equals(secret)) {
            failures.clear();
            cooldowns.values().removeIf(cooldown -> hasOwnAccount || !cooldown.isOfAccount());
            if (lock != null && (hasOwnAccount || !lock.isOfAccount())) {
                lock = null;
            }
        }
        fingerprint = secret;
    }

    void warm(@Nullable String model) {
        if (model == null) {
            lock = null;
        } else {
            cooldowns.remove(model);
        }
    }

    /** Forgets cooldowns that are over. */
    void expire(Instant now) {
        cooldowns.values().removeIf(cooldown -> !cooldown.until().isAfter(now));
        if (lock != null && !lock.until().isAfter(now)) {
            lock = null;
        }
    }

    PoolState.Key state(LocalDate today) {
        enter(today);
        Map<String, Long> calls = new HashMap<>();
        daily.forEach((model, tally) -> calls.put(model, tally.callCount()));
        calls.remove(OTHER);
        return new PoolState.Key(today, calls, cooldowns, failures, lock, account);
    }
}
