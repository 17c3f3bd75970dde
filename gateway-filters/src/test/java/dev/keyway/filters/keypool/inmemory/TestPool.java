package dev.keyway.filters.keypool.inmemory;

import dev.keyway.contract.Secret;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.keypool.cooldown.Cooldown;
import dev.keyway.filters.model.ProviderKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A pool on a clock that only the test moves. */
final class TestPool {

    /** What most rules are seen by the easiest. */
    static final PoolSettings ONE_AT_A_TIME = PoolSettings.DEFAULT.withMaxInFlightPerKey(1);

    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    final List<String> events = new ArrayList<>();
    final InMemoryKeyPool pool;

    TestPool(PoolSettings settings, ProviderKey... keys) {
        pool = new InMemoryKeyPool(Arrays.asList(keys), settings, this::now, scheduler, new Recorder());
    }

    static TestPool of(String... keys) {
        return new TestPool(TestPool.ONE_AT_A_TIME, keys(keys));
    }

    static TestPool of(int maxInFlight, String... keys) {
        return new TestPool(TestPool.ONE_AT_A_TIME.withMaxInFlightPerKey(maxInFlight), keys(keys));
    }

    static ProviderKey key(String name) {
        return ProviderKey.of(name, Secret.of("secret-" + name));
    }

    static ProviderKey[] keys(String... names) {
        return Arrays.stream(names).map(TestPool::key).toArray(ProviderKey[]::new);
    }

    /** What a state tells of a key. */
    static PoolState.Key written(PoolState state, String key) {
        PoolState.Key written = state.keys().get(key);
        if (written == null) {
            throw new AssertionError("nothing written of " + key);
        }
        return written;
    }

    Instant now() {
        return START.plusMillis(scheduler.now(TimeUnit.MILLISECONDS));
    }

    void pass(Duration time) {
        scheduler.advanceTimeBy(time);
    }

    Call ask(String model) {
        return ask(demand(model));
    }

    Call ask(KeyDemand demand) {
        Call call = new Call();
        call.cancel = pool.acquire(demand, call);
        return call;
    }

    KeyDemand demand(String model) {
        return KeyDemand.of(model, now().plus(PATIENCE));
    }

    KeyDemand demandOf(String team, String model) {
        return new KeyDemand(model, team, null, Set.of(), Set.of(), now().plus(PATIENCE));
    }

    KeyDemand avoiding(String model, Set<String> keys, Set<String> accounts) {
        return new KeyDemand(model, "", null, keys, accounts, now().plus(PATIENCE));
    }

    /** Serves one call at once. @return by which key */
    String serve(String model) {
        return ask(model).served().key();
    }

    /** A request fails on this key for a model, and is then served by another. */
    void convict(String key, String model) {
        ask(preferring(key, model)).failed(new Penalty.Suspect(7));
        pool.servedElsewhere(key, model);
    }

    /** A request fails on this key alone, and then has no other to be tried on. */
    void failAlone(String key, String model, long body) {
        ask(preferring(key, model)).failed(new Penalty.Suspect(body));
        pool.unserved(Set.of(key), model, body);
    }

    KeyDemand preferring(String key, String model) {
        return new KeyDemand(model, "", key, Set.of(), Set.of(), now().plus(PATIENCE));
    }

    /** As {@link #convict}, while the key "healthy" shows that the provider is not to blame. */
    void convictAmongHealthy(String key, String model) {
        for (int i = 0; i < 3; i++) {
            ask(preferring("healthy", model)).served();
        }
        convict(key, model);
    }

    private final class Recorder implements PoolEvents {

        @Override
        public void cooldownStarted(Cooldown cooldown) {
            events.add("cooling " + name(cooldown) + " " + cooldown.reason() + " "
                    + Duration.between(now(), cooldown.until()).toSeconds());
        }

        @Override
        public void cooldownEnded(Cooldown cooldown) {
            events.add("ended " + name(cooldown));
        }

        @Override
        public void breakerOpened(String model, Instant until) {
            events.add("open " + model + " " + Duration.between(now(), until).toSeconds());
        }

        @Override
        public void breakerClosed(String model) {
            events.add("closed " + model);
        }

        private static String name(Cooldown cooldown) {
            String who = cooldown.keyId() == null ? "account " + cooldown.account() : cooldown.keyId();
            return who + (cooldown.model() == null ? "" : "/" + cooldown.model());
        }
    }
}
