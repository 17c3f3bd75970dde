package dev.keyway.filters.poolstate;

import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.usage.CallResult;
import dev.keyway.filters.usage.CallTarget;
import dev.keyway.filters.usage.UsageRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pool states: what is known of all keys, and how far into the log it reaches. Not thread-safe. */
final class PoolStates {

    /** A key of a provider: one secret may serve two. */
    record Owner(String provider, String keyId) {}

    private record Model(String provider, String name) {}

    final Map<Owner, KeyState> keys = new LinkedHashMap<>();
    final Map<Long, UsageRecord.Opened> open = new TreeMap<>();

    /** Attempts that are in progress, by the events of their requests and their numbers. */
    final Map<UUID, Map<Integer, UsageRecord.Opened>> attempts = new LinkedHashMap<>();

    private static final int MOST_SERVED = 10_000;
    private static final int MOST_UNSERVED = 100;

    /** Models that some key has served. */
    private final Set<Model> served = new HashSet<>();

    /** Models that no key has served yet. Callers choose these names, so only the first ones are counted by name. */
    private final Set<Model> unserved = new HashSet<>();

    long folded;

    /** Makes a key known as it was read. */
    void put(Owner owner, KeyState key) {
        keys.put(owner, key);
        key.totals.forEach((model, usage) ->
                (usage.successCount() > 0 ? served : unserved).add(new Model(owner.provider(), model)));
    }

    /** Counts a usage record; one that is counted already is passed over. */
    void apply(long sequence, UsageRecord record) {
        if (isNew(sequence)) {
            switch (record) {
                case UsageRecord.Opened opened -> open.put(sequence, opened);
                case UsageRecord.Closed closed -> {
                    open.remove(closed.opened());
                    close(closed.target(), closed.at(), closed.result());
                }
                case UsageRecord.AttemptOpen attempt -> open(attempt.event(), attempt.opened());
                case UsageRecord.AttemptClose attempt -> close(attempt);
                case UsageRecord.RequestClose request -> attempts.remove(request.event());
                case UsageRecord.RequestOpen notOfAKey -> {}
                case UsageRecord.Progress notYet -> {}
                case UsageRecord.Refusal notOfAKey -> {}
                case UsageRecord.Carried known -> {}
            }
        }
    }

    /** Applies a cooldown record; one that is applied already is passed over. */
    void apply(long sequence, CooldownRecord record) {
        if (isNew(sequence)) {
            switch (record) {
                case CooldownRecord.Started started -> start(started);
                case CooldownRecord.Ended ended ->
                    affected(ended.provider(), ended.keyId(), ended.account()).forEach(key -> key.warm(ended.model()));
            }
        }
    }

    private boolean isNew(long sequence) {
        boolean isNew = sequence > folded;
        folded = Math.max(folded, sequence);
        return isNew;
    }

    /** Calls that are still open have no process any more that could end them. */
    void interruptOpen() {
        open.values().forEach(this::interrupt);
        open.clear();
        attempts.values().forEach(ofRequest -> ofRequest.values().forEach(this::interrupt));
        attempts.clear();
    }

    /** Makes the keys of a model known, with the accounts that they now belong to. */
    void register(RuntimeModel model) {
        model.providers()
                .forEach(provider -> provider.keys()
                        .forEach(key -> keys.computeIfAbsent(
                                                new Owner(provider.id(), key.id()),
                                                owner -> new KeyState(key.account()))
                                        .account =
                                key.account()));
    }

    /** Ends the cooldowns and failures of keys that have another secret than before. */
    void recognise(RuntimeModel model) {
        model.providers()
                .forEach(provider -> provider.keys().forEach(key -> {
                    KeyState known = keys.get(new Owner(provider.id(), key.id()));
                    if (known != null) {
                        known.recognise(key.fingerprint(), key.account().equals(key.id()));
                    }
                }));
    }

    /** Forgets what time has ended. */
    void settle(Instant now) {
        keys.values().forEach(key -> {
            key.expire(now);
            if (key.date != null) {
                key.enter(day(now));
            }
        });
    }

    /** What a provider's pool is to remember. */
    PoolState state(String provider, Instant now) {
        Map<String, PoolState.Key> states = new HashMap<>();
        keys.forEach((owner, key) -> {
            if (owner.provider().equals(provider)) {
                key.expire(now);
                states.put(owner.keyId(), key.state(day(now)));
            }
        });
        return new PoolState(states);
    }

    private void interrupt(UsageRecord.Opened opened) {
        close(opened.target(), opened.at(), CallResult.INTERRUPTED);
    }

    private void open(UUID event, AttemptOpened attempt) {
        CallTarget target = new CallTarget(attempt.provider(), attempt.keyId(), attempt.model());
        attempts.computeIfAbsent(event, first -> new TreeMap<>())
                .put(attempt.number(), new UsageRecord.Opened(target, attempt.at()));
    }

    private void close(UsageRecord.AttemptClose attempt) {
        Map<Integer, UsageRecord.Opened> ofRequest = attempts.get(attempt.event());
        UsageRecord.Opened opened = ofRequest == null ? null : ofRequest.remove(attempt.number());
        if (opened != null) {
            close(opened.target(), opened.at(), CallResult.of(attempt));
        }
    }

    private void close(CallTarget target, Instant at, CallResult result) {
        if (result.served() && served.size() < MOST_SERVED) {
            Model model = new Model(target.provider(), target.model());
            served.add(model);
            unserved.remove(model);
        }
        if (result.counts() || isKnown(target)) {
            key(target).count(nameOf(target), at, tally -> tally.plus(result));
        }
        if (result.served()) {
            key(target).failures.remove(target.model());
        }
    }

    private String nameOf(CallTarget target) {
        Model model = new Model(target.provider(), target.model());
        boolean named = isKnown(target) || (unserved.size() < MOST_UNSERVED && unserved.add(model));
        return named ? target.model() : KeyState.OTHER;
    }

    private boolean isKnown(CallTarget target) {
        Model model = new Model(target.provider(), target.model());
        return served.contains(model) || unserved.contains(model);
    }

    private void start(CooldownRecord.Started started) {
        boolean backsOff = started.keyId() != null && started.reason().isProviderTrouble();
        for (KeyState key : affected(started.provider(), started.keyId(), started.account())) {
            key.cool(
                    started.model(),
                    new PoolState.Cooldown(started.until(), started.reason(), started.detail()),
                    backsOff);
        }
    }

    private Collection<KeyState> affected(String provider, @Nullable String keyId, String account) {
        if (keyId != null) {
            return List.of(keys.computeIfAbsent(new Owner(provider, keyId), owner -> new KeyState(account)));
        }
        return keys.entrySet().stream()
                .filter(entry -> entry.getKey().provider().equals(provider)
                        && entry.getValue().account.equals(account))
                .map(Map.Entry::getValue)
                .toList();
    }

    private KeyState key(CallTarget target) {
        return keys.computeIfAbsent(new Owner(target.provider(), target.keyId()), owner -> new KeyState(owner.keyId()));
    }

    private static LocalDate day(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
