package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.Comparison;
import dev.keyway.filters.keypool.KeyActivity;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.KeyPool;
import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.keypool.timing.Alarm;
import dev.keyway.filters.keypool.timing.Sequence;
import dev.keyway.filters.keypool.timing.Timers;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.quota.QuotaReading;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Key pool in the memory of one gateway. Safe for use by any threads: one short lock, and listeners are called after it, by the thread
 * whose call changed their fate or, for what time changes, by the scheduler's.
 *
 * <p>{@code docs/key-choice.md} has the rules.
 */
public final class InMemoryKeyPool implements KeyPool {

    private static final Logger LOG = LoggerFactory.getLogger(InMemoryKeyPool.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final Notifications notifications = new Notifications();
    private final Timers timers = new Timers();
    private final KeyRegistry registry;
    private final Cooldowns cooldowns;
    private final Breakers breakers;
    private final Comparisons comparisons;
    private final Consequences consequences;
    private final Pacing pacing;
    private final Dispatcher dispatcher;
    private final DailyReset days;
    private final StateSnapshots states;
    private final Alarm alarm;
    private final NotificationDelivery notices = new NotificationDelivery(this::takeBack);

    /**
     * Makes a pool.
     *
     * @param keys in the order in which unused keys are chosen; of several with one id the first counts
     * @param settings how it behaves
     * @param clock must agree with the scheduler's notion of time
     * @param scheduler runs the pool's one wake-up, for ends of cooldowns and deadlines; must not block
     * @param recipient learns of cooldowns and breakers
     */
    public InMemoryKeyPool(
            List<ProviderKey> keys,
            PoolSettings settings,
            InstantSource clock,
            Scheduler scheduler,
            PoolEvents recipient) {
        PoolEvents events = new GuardedEvents(recipient);
        Sequence sequence = new Sequence();
        this.clock = clock;
        this.registry = new KeyRegistry(settings, notifications, sequence);
        this.cooldowns = new Cooldowns(registry, timers, sequence, events);
        this.breakers = new Breakers(timers, notifications, events);
        this.comparisons = new Comparisons(this, registry, cooldowns, timers);
        this.pacing = new Pacing(this, registry, timers);
        this.consequences = new Consequences(registry, cooldowns, breakers, pacing, sequence);
        this.dispatcher = new Dispatcher(this, registry, cooldowns, pacing, timers, notifications, sequence);
        this.days = new DailyReset(this, registry, cooldowns, timers);
        this.states = new StateSnapshots(registry, cooldowns, days);
        this.alarm = new Alarm(scheduler, clock, () -> change(now -> {}));
        registry.replace(keys, settings);
        days.scheduleNext();
        alarm.setFor(timers.next());
    }

    @Override
    public Runnable acquire(KeyDemand demand, KeyListener listener) {
        Waiter waiter = this.<@Nullable Waiter>inLock(now -> dispatcher.take(demand, listener, now));
        return waiter == null ? () -> {} : () -> change(now -> dispatcher.cancel(waiter));
    }

    @Override
    public void servedElsewhere(String failedKeyId, String model) {
        change(now -> consequences.servedElsewhere(registry.knownState(failedKeyId, model), now));
    }

    @Override
    public void unserved(Set<String> failedKeyIds, String model, long body) {
        change(now -> consequences.unserved(
                failedKeyIds.stream()
                        .map(keyId -> registry.knownState(keyId, model))
                        .filter(Objects::nonNull)
                        .toList(),
                body,
                now));
    }

    @Override
    public @Nullable Comparison compare(String refusingKeyId, String model, long body) {
        return this.<@Nullable Comparison>inLock(
                now -> comparisons.begin(registry.knownState(refusingKeyId, model), body, now));
    }

    @Override
    public PoolCounts counts() {
        return inLock(now -> new KeyCounter(registry).take());
    }

    @Override
    public long concurrency() {
        return inLock(now -> registry.modelPools().stream()
                .mapToLong(modelPool -> modelPool.concurrency.slots(false))
                .sum());
    }

    /** Whether the provider fails for this model whichever key asks, so that another target is the better choice. */
    public boolean isBreakerOpen(String model) {
        return inLock(now -> {
            ModelPool modelPool = registry.knownModelPool(model);
            return modelPool != null && modelPool.breaker.holdsBackRetries();
        });
    }

    /** Takes over a new list of keys under the same settings. */
    void update(List<ProviderKey> keys) {
        update(keys, inLock(now -> registry.settings()));
    }

    @Override
    public void update(List<ProviderKey> keys, PoolSettings settings) {
        change(now -> {
            registry.replace(keys, settings).forEach(cooldowns::drop);
            days.scheduleNext();
        });
    }

    @Override
    public void retire() {
        change(now -> days.stop());
    }

    @Override
    public void clearCooldowns(String keyId) {
        change(now -> {
            if (registry.has(keyId)) {
                clear(registry.key(keyId), now);
            }
        });
    }

    private void clear(PooledKey key, long now) {
        cooldowns.clear(key.own);
        cooldowns.clear(key.account.own);
        for (ModelPool modelPool : registry.modelPools()) {
            KeyModelState state = modelPool.states.get(key.id());
            if (state != null) {
                state.backoffStep = 0;
                state.acquit();
                cooldowns.clear(state.own);
                cooldowns.clear(state.accountForModel);
                pacing.forget(state.pace, now);
            }
        }
    }

    @Override
    public PoolState snapshot() {
        return inLock(states::snapshot);
    }

    @Override
    public PoolState.@Nullable Key state(String keyId) {
        return this.<PoolState.@Nullable Key>inLock(now -> states.snapshot(keyId, now));
    }

    @Override
    public Map<String, KeyActivity> activity() {
        return inLock(now -> new KeyCounter(registry).activity());
    }

    /** Goes on from a snapshot: counts and backoff if they are of today, cooldowns with the time that they have left. */
    public void restore(PoolState state) {
        change(now -> states.restore(state, now));
    }

    void heard(PoolPermit permit, List<QuotaReading> readings) {
        change(now -> pacing.heard(permit, readings, now));
    }

    void served(PoolPermit permit) {
        change(now -> {
            try {
                consequences.served(permit, now);
                comparisons.served(permit.state(), now);
            } finally {
                dispatcher.takeBack(permit, now);
            }
        });
    }

    void failed(PoolPermit permit, Penalty penalty) {
        change(now -> {
            try {
                consequences.failed(permit, penalty, now);
            } finally {
                dispatcher.takeBack(permit, now);
            }
        });
    }

    void abandoned(PoolPermit permit) {
        inLock(now -> abandon(permit, now));
    }

    private PoolPermit abandon(PoolPermit permit, long now) {
        try {
            breakers.abandoned(permit);
        } finally {
            dispatcher.takeBack(permit, now);
        }
        return permit;
    }

    void compared(LongConsumer end) {
        change(end);
    }

    long now() {
        return clock.millis();
    }

    private void change(LongConsumer operation) {
        inLock(now -> {
            operation.accept(now);
            return now;
        });
    }

    private <T extends @Nullable Object> T inLock(LongFunction<T> operation) {
        lock.lock();
        try {
            return operate(operation);
        } finally {
            notices.deliver(unlock());
        }
    }

    private <T extends @Nullable Object> T operate(LongFunction<T> operation) {
        long now = clock.millis();
        timers.fire(now);
        dispatcher.workOff(now);
        T result = operation.apply(now);
        dispatcher.workOff(now);
        return result;
    }

    /** @return the notices that are due now */
    private List<Notification> unlock() {
        List<Notification> due;
        long next;
        try {
            due = notifications.take();
            next = timers.next();
        } finally {
            lock.unlock();
        }
        alarm.setFor(next);
        return due;
    }

    /** Takes back a permit that could not be delivered, unless it has ended. */
    private List<Notification> takeBack(PoolPermit permit) {
        if (!permit.end()) {
            return List.of();
        }
        lock.lock();
        try {
            operate(now -> abandon(permit, now));
        } catch (RuntimeException | Error failure) {
            LOG.error("A key could not be released", failure);
        }
        return unlock();
    }
}
