package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.keypool.timing.Sequence;
import dev.keyway.filters.keypool.timing.Timers;
import org.jspecify.annotations.Nullable;

/** Dispatcher: brings demands and keys together, at once, or by way of the queue. Called with the pool's lock held. */
final class Dispatcher {

    private final InMemoryKeyPool pool;
    private final KeyRegistry registry;
    private final Cooldowns cooldowns;
    private final Timers timers;
    private final Notifications notifications;
    private final Sequence sequence;
    private final Refusals refusals;
    private final Pacing pacing;

    Dispatcher(
            InMemoryKeyPool pool,
            KeyRegistry registry,
            Cooldowns cooldowns,
            Pacing pacing,
            Timers timers,
            Notifications notifications,
            Sequence sequence) {
        this.pool = pool;
        this.registry = registry;
        this.cooldowns = cooldowns;
        this.pacing = pacing;
        this.timers = timers;
        this.notifications = notifications;
        this.sequence = sequence;
        this.refusals = new Refusals();
    }

    /** Grants, refuses or enqueues a demand. @return the waiter if it was enqueued */
    @Nullable
    Waiter take(KeyDemand demand, KeyListener listener, long now) {
        ModelPool modelPool = registry.modelPool(demand.model());
        KeyModelState state = modelPool.choice.best(demand, now);
        if (state != null) {
            grant(state, demand, listener, now);
            return null;
        }
        Refusal refusal = refusalInsteadOfWaiting(modelPool, demand, now);
        if (refusal != null) {
            notifications.add(Notification.refused(listener, refusal));
            return null;
        }
        return enqueue(modelPool, demand, listener);
    }

    private @Nullable Refusal refusalInsteadOfWaiting(ModelPool modelPool, KeyDemand demand, long now) {
        Refusal known = refusals.known(modelPool, demand, now);
        if (known != null) {
            return known;
        }
        if (!demand.mayWait() || Timers.millis(demand.deadline()) <= now) {
            return refusals.busy(modelPool, demand, now);
        }
        Refusal tooLong = refusals.queueTooLong(modelPool, demand, now);
        return tooLong != null || hasPlace(modelPool, demand, now) ? tooLong : refusals.busy(modelPool, demand, now);
    }

    private boolean hasPlace(ModelPool modelPool, KeyDemand demand, long now) {
        int places = registry.settings().maxQueued();
        if (modelPool.queue.hasPlaceFor(demand.fairnessKey(), places)) {
            return true;
        }
        Waiter displaced = modelPool.queue.displacedBy(demand.fairnessKey(), places);
        if (displaced == null && modelPool.choice.admits(demand)) {
            displaced = modelPool.queue.lastIn(demand.fairnessKey(), waiter -> !modelPool.choice.admits(waiter.demand));
        }
        if (displaced == null) {
            return false;
        }
        takeOut(displaced);
        notify(displaced, refusals.busy(modelPool, displaced.demand, now));
        return true;
    }

    private Waiter enqueue(ModelPool modelPool, KeyDemand demand, KeyListener listener) {
        Waiter waiter = new Waiter(demand, listener, modelPool, this::late);
        modelPool.queue.add(waiter);
        long deadline = Timers.millis(demand.deadline());
        if (deadline != Timers.NEVER) {
            timers.schedule(waiter, deadline);
        }
        wakeWhenTokensFit(modelPool);
        return waiter;
    }

    private void wakeWhenTokensFit(ModelPool modelPool) {
        long moment = modelPool.choice.takeNextFit();
        if (moment != Timers.NEVER && !modelPool.queue.isEmpty()) {
            timers.scheduleNoLater(modelPool.tokensFit, moment);
        }
    }

    void cancel(Waiter waiter) {
        takeOut(waiter);
    }

    private void late(Waiter waiter) {
        long now = pool.now();
        takeOut(waiter);
        KeyModelState last = waiter.modelPool.choice.bestOfAnyAccount(waiter.demand, now);
        if (last == null) {
            notify(waiter, refusals.late(waiter.modelPool, waiter.demand, now));
        } else {
            grant(last, waiter.demand, waiter.listener, now);
        }
    }

    private void takeOut(Waiter waiter) {
        if (waiter.modelPool.queue.remove(waiter)) {
            timers.cancel(waiter);
        }
    }

    private void notify(Waiter waiter, Refusal refusal) {
        notifications.add(Notification.refused(waiter.listener, refusal));
    }

    private void grant(KeyModelState state, KeyDemand demand, KeyListener listener, long now) {
        long turn = sequence.next();
        PoolPermit permit = new PoolPermit(pool, state, now, turn);
        state.inFlight++;
        permit.conversation = demand.conversation();
        permit.level = state.inFlight;
        state.key.inFlight++;
        state.modelPool.inFlight++;
        state.key.lastUsed = turn;
        state.modelPool.breaker.granted(permit, turn);
        state.modelPool.granted(state);
        if (!state.isInGoodStanding) {
            cooldowns.probeBy(state.key.own, permit);
            cooldowns.probeBy(state.key.account.own, permit);
        }
        pacing.granted(permit, demand.cost(), now);
        state.modelPool.place(state);
        notifications.add(Notification.granted(listener, permit));
    }

    /** Takes back what a call held. Its consequences must have been drawn. */
    void takeBack(PoolPermit permit, long now) {
        KeyModelState state = permit.state();
        state.inFlight--;
        state.key.inFlight--;
        state.modelPool.inFlight--;
        state.modelPool.serviceTimes.add(now - permit.since());
        if (!state.isInGoodStanding) {
            cooldowns.probeOver(state.key.own, permit);
            cooldowns.probeOver(state.key.account.own, permit);
        }
        state.modelPool.place(state);
        if (state.placement == KeyModelState.Placement.NONE && state.inFlight == 0) {
            state.modelPool.forget(state);
        }
        if (state.key.inFlight == 0) {
            state.key.fellIdle();
            registry.forget(state.key);
        }
    }

    /** Serves and refuses those who wait, wherever something has changed. */
    void workOff(long now) {
        ModelPool modelPool = notifications.nextChanged();
        while (modelPool != null) {
            serveWaiting(modelPool, now);
            refuseHopeless(modelPool, now);
            modelPool = notifications.nextChanged();
        }
    }

    private void serveWaiting(ModelPool modelPool, long now) {
        Waiter next = nextServed(modelPool, now);
        while (next != null) {
            timers.cancel(next);
            KeyModelState offer = next.offer;
            if (offer != null) {
                grant(offer, next.demand, next.listener, now);
            }
            next = nextServed(modelPool, now);
        }
        wakeWhenTokensFit(modelPool);
    }

    private static @Nullable Waiter nextServed(ModelPool modelPool, long now) {
        return modelPool.choice.hasNoneReady()
                ? null
                : modelPool.queue.takeFirst(waiter -> {
                    waiter.offer = modelPool.choice.best(waiter.demand, now);
                    return waiter.offer != null;
                });
    }

    private void refuseHopeless(ModelPool modelPool, long now) {
        if (!modelPool.hasFewerKeys) {
            return;
        }
        modelPool.hasFewerKeys = false;
        for (Waiter waiter : modelPool.queue.all()) {
            Refusal known = refusals.known(modelPool, waiter.demand, now);
            if (known != null) {
                takeOut(waiter);
                notify(waiter, known);
            }
        }
    }
}
