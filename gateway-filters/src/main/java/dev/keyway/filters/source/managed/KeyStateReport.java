package dev.keyway.filters.source.managed;

import dev.keyway.contract.control.KeyState;
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
    private static final String UNUSABLE = "UNUSABLE";

    private KeyStateReport() {}

    /** The states of all keys. */
    static List<KeyState> all(Snapshot snapshot, Map<UUID, String> unusable, Instant now) {
        List<KeyState> states = new ArrayList<>();
        unusable.forEach((key, reason) -> states.add(state(key, null, UNUSABLE, reason, now, null, Counts.NONE)));
        snapshot.providers().values().forEach(provider -> add(provider, now, states));
        return states;
    }

    /** The states of those keys that a cooldown concerns. */
    static List<KeyState> of(ConfiguredProvider provider, Cooldown cooldown, boolean runs, Instant now) {
        String state = cooldown.model() == null && cooldown.keyId() != null ? LOCKED : COOLING;
        return provider.settings().keys().stream()
                .filter(key -> cooldown.keyId() == null
                        ? key.account().equals(cooldown.account())
                        : key.id().equals(cooldown.keyId()))
                .map(key -> runs
                        ? state(
                                id(key),
                                cooldown.model(),
                                state,
                                reason(cooldown.reason().label(), cooldown.detail()),
                                cooldown.since(),
                                cooldown.until(),
                                Counts.NONE)
                        : state(id(key), cooldown.model(), READY, "", now, null, Counts.NONE))
                .toList();
    }

    private static void add(ConfiguredProvider provider, Instant now, List<KeyState> states) {
        Map<String, PoolState.Key> known = provider.pool().snapshot().keys();
        for (ProviderKey key : provider.settings().keys()) {
            PoolState.Key pooled = known.get(key.id());
            if (pooled == null) {
                states.add(state(id(key), null, READY, "", now, null, Counts.NONE));
                continue;
            }
            PoolState.Cooldown lock = pooled.lock();
            states.add(
                    lock == null
                            ? state(id(key), null, READY, "", now, null, Counts.of(pooled))
                            : state(
                                    id(key),
                                    null,
                                    LOCKED,
                                    reason(lock.reason().label(), lock.detail()),
                                    now,
                                    lock.until(),
                                    Counts.of(pooled)));
            pooled.cooldowns()
                    .forEach((model, cooldown) -> states.add(state(
                            id(key),
                            model,
                            COOLING,
                            reason(cooldown.reason().label(), cooldown.detail()),
                            now,
                            cooldown.until(),
                            Counts.NONE)));
        }
    }

    private static KeyState state(
            UUID key,
            @Nullable String model,
            String state,
            String reason,
            Instant since,
            @Nullable Instant until,
            Counts counts) {
        return new KeyState(key, model, state, reason, since, until, 0, counts.calls(), counts.failures());
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
