package dev.keyway.filters.source.managed;

import dev.keyway.contract.control.KeyState;
import dev.keyway.filters.keypool.KeyActivity;
import dev.keyway.filters.keypool.PoolEvents.Cooldown;
import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** States of keys as the admin service shows them. */
final class KeyStateReport {

    private static final String READY = "READY";
    private static final String COOLING = "COOLING";
    private static final String LOCKED = "LOCKED";
    private static final String PROBING = "PROBING";
    private static final String UNUSABLE = "UNUSABLE";

    private KeyStateReport() {}

    /** The states of all keys. */
    static List<KeyState> all(Snapshot snapshot, Map<UUID, String> unusable, Instant now) {
        List<KeyState> states = new ArrayList<>();
        unusable.forEach((key, reason) -> states.add(state(key, null, UNUSABLE, reason, now, null)));
        snapshot.providers().values().forEach(provider -> add(provider, now, states));
        return states;
    }

    /** The states of those keys that a cooldown concerns. */
    static List<KeyState> of(ConfiguredProvider provider, Cooldown cooldown, boolean runs, Instant now) {
        Map<String, KeyActivity> active =
                cooldown.model() == null ? provider.pool().activity() : Map.of();
        return provider.settings().keys().stream()
                .filter(key -> cooldown.keyId() == null
                        ? key.account().equals(cooldown.account())
                        : key.id().equals(cooldown.keyId()))
                .map(key -> cooldown.model() == null
                        ? whole(provider, key, active, runs ? cooldown.since() : now, now)
                        : ofModel(key, cooldown, runs, now))
                .toList();
    }

    /** The state of a key as a whole. */
    static KeyState whole(
            ConfiguredProvider provider, ProviderKey key, Map<String, KeyActivity> active, Instant since, Instant now) {
        KeyActivity activity = active.getOrDefault(key.id(), KeyActivity.NONE);
        return whole(key, provider.pool().state(key.id()), activity, since, now);
    }

    private static KeyState whole(
            ProviderKey key, PoolState.@Nullable Key pooled, KeyActivity activity, Instant since, Instant now) {
        Counts counts = pooled == null ? Counts.NONE : Counts.of(pooled);
        PoolState.Cooldown lock = pooled == null ? null : pooled.lock();
        if (lock != null) {
            String why = reason(lock.reason().label(), lock.detail());
            return new KeyState(
                    id(key),
                    null,
                    LOCKED,
                    why,
                    since,
                    lock.until(),
                    activity.inFlight(),
                    counts.calls(),
                    counts.failures());
        }
        return new KeyState(
                id(key),
                null,
                activity.isOnProbation() ? PROBING : READY,
                activity.isOnProbation() ? "one call at a time, until one succeeds" : "",
                now,
                null,
                activity.inFlight(),
                counts.calls(),
                counts.failures());
    }

    private static KeyState ofModel(ProviderKey key, Cooldown cooldown, boolean runs, Instant now) {
        return runs
                ? state(
                        id(key),
                        cooldown.model(),
                        COOLING,
                        reason(cooldown.reason().label(), cooldown.detail()),
                        cooldown.since(),
                        cooldown.until())
                : state(id(key), cooldown.model(), READY, "", now, null);
    }

    private static void add(ConfiguredProvider provider, Instant now, List<KeyState> states) {
        Map<String, PoolState.Key> known = provider.pool().snapshot().keys();
        Map<String, KeyActivity> active = provider.pool().activity();
        for (ProviderKey key : provider.settings().keys()) {
            PoolState.Key pooled = known.get(key.id());
            states.add(whole(key, pooled, active.getOrDefault(key.id(), KeyActivity.NONE), now, now));
            if (pooled != null) {
                pooled.cooldowns()
                        .forEach((model, cooldown) -> states.add(state(
                                id(key),
                                model,
                                COOLING,
                                reason(cooldown.reason().label(), cooldown.detail()),
                                now,
                                cooldown.until())));
            }
        }
    }

    private static KeyState state(
            UUID key, @Nullable String model, String state, String reason, Instant since, @Nullable Instant until) {
        return new KeyState(key, model, state, reason, since, until, 0, 0, 0);
    }

    private static UUID id(ProviderKey key) {
        return UUID.fromString(key.id());
    }

    private static String reason(String label, String detail) {
        String plain = detail.replaceAll("\\p{Cntrl}+", " ");
        return plain.isEmpty() ? label : label + ": " + plain;
    }

    private record Counts(long calls, long failures) {

        static final Counts NONE = new Counts(0, 0);

        static Counts of(PoolState.Key key) {
            return new Counts(
                    key.calls().values().stream().mapToLong(Long::longValue).sum(),
                    key.failures().values().stream()
                            .mapToLong(Integer::longValue)
                            .max()
                            .orElse(0));
        }
    }
}
