package dev.keyway.filters.keypool;

import org.jspecify.annotations.Nullable;

/** Brings demands and keys together: at once, or by way of the queue. Called with the pool's lock held. */
final class Dispatcher {

    private final InMemoryKeyPool pool;
    private final Roster roster;
    private final CooldownBook cooldowns;
    private final Timers timers;
    private final Agenda agenda;
    private final Sequence sequence;
    private final Refusals refusals;

    Dispatcher(
            InMemoryKeyPool pool,
            Roster roster,
            CooldownBook cooldowns,
            Timers timers,
            Agenda agenda,
            Sequence sequence) {
        this.pool = pool;
        this.roster = roster;
        this.cooldowns = cooldowns;
        this.timers = timers;
        this.agenda = agenda;
        this.sequence = sequence;
        this.refusals = new Refusals(roster);
    }

    /** Grants, refuses or enqueues a demand. @return the waiter if it was enqueued */
    @Nullable
    Waiter take(KeyDemand demand, KeyListener listener, long now) {
        ModelLane lane = roster.lane(demand.model());
        Seat seat = lane.best(demand);
        if (seat != null) {
            grant(seat, listener, now);
            return null;
        }
        Refusal refusal = refusalInsteadOfWaiting(lane, demand, now);
        if (refusal != null) {
            agenda.tell(() -> listener.refused(refusal));
            return null;
        }
        return enqueue(lane, demand, listener);
    }

    private @Nullable Refusal refusalInsteadOfWaiting(ModelLane lane, KeyDemand demand, long now) {
        Refusal known = refusals.known(lane, demand, now);
        if (known != null) {
            return known;
        }
        if (Timers.millis(demand.deadline()) <= now) {
            return refusals.busy(lane, demand);
        }
        Refusal tooLong = refusals.queueTooLong(lane, demand, now);
        return tooLong != null || hasPlace(lane, demand) ? tooLong : refusals.busy(lane, demand);
    }

    private boolean hasPlace(ModelLane lane, KeyDemand demand) {
        int places = roster.settings().maxQueued();
        if (lane.queue.hasPlaceFor(demand.lane(), places)) {
            return true;
        }
        Waiter displaced = lane.queue.displacedBy(demand.lane(), places);
        if (displaced == null) {
            return false;
        }
        takeOut(displaced);
        tell(displaced, refusals.busy(lane, displaced.demand));
        return true;
    }

    private Waiter enqueue(ModelLane lane, KeyDemand demand, KeyListener listener) {
        Waiter waiter = new Waiter(demand, listener, lane, this::late);
        lane.queue.add(waiter);
        long deadline = Timers.millis(demand.deadline());
        if (deadline != Timers.NEVER) {
            timers.schedule(waiter, deadline);
        }
        return waiter;
    }

    void cancel(Waiter waiter) {
        takeOut(waiter);
    }

    private void late(Waiter waiter) {
        long now = pool.now();
        takeOut(waiter);
        Seat last = waiter.lane.bestOfAnyAccount(waiter.demand);
        if (last == null) {
            tell(waiter, refusals.late(waiter.lane, waiter.demand, now));
        } else {
            grant(last, waiter.listener, now);
        }
    }

    private void takeOut(Waiter waiter) {
        if (waiter.lane.queue.remove(waiter)) {
            timers.cancel(waiter);
        }
    }

    private void tell(Waiter waiter, Refusal refusal) {
        agenda.tell(() -> waiter.listener.refused(refusal));
    }

    private void grant(Seat seat, KeyListener listener, long now) {
        long turn = sequence.next();
        PoolPermit permit = new PoolPermit(pool, seat, now, turn);
        seat.inFlight++;
        seat.key.inFlight++;
        seat.lane.inFlight++;
        seat.key.lastUsed = turn;
        seat.lane.breaker.granted(permit);
        seat.lane.granted(seat);
        if (!seat.isInGoodStanding) {
            cooldowns.probeBy(seat.key.own, permit);
            cooldowns.probeBy(seat.key.account.own, permit);
        }
        seat.lane.place(seat);
        agenda.tell(() -> listener.granted(permit));
    }

    /** Takes back what a call held. Its consequences must have been drawn. */
    void takeBack(PoolPermit permit, long now) {
        Seat seat = permit.seat();
        seat.inFlight--;
        seat.key.inFlight--;
        seat.lane.inFlight--;
        seat.lane.serviceTimes.add(now - permit.since());
        if (!seat.isInGoodStanding) {
            cooldowns.probeOver(seat.key.own, permit);
            cooldowns.probeOver(seat.key.account.own, permit);
        }
        seat.lane.place(seat);
        if (seat.home == Seat.Home.NONE && seat.inFlight == 0) {
            seat.lane.forget(seat);
        }
        if (seat.key.inFlight == 0) {
            seat.key.fellIdle();
            roster.forget(seat.key);
        }
    }

    /** Serves and refuses those who wait, wherever something has changed. */
    void workOff(long now) {
        ModelLane lane = agenda.nextLane();
        while (lane != null) {
            serveWaiting(lane, now);
            refuseHopeless(lane, now);
            lane = agenda.nextLane();
        }
    }

    private void serveWaiting(ModelLane lane, long now) {
        Waiter next = nextServed(lane);
        while (next != null) {
            timers.cancel(next);
            Seat offer = next.offer;
            if (offer != null) {
                grant(offer, next.listener, now);
            }
            next = nextServed(lane);
        }
    }

    private static @Nullable Waiter nextServed(ModelLane lane) {
        return lane.hasNoneReady()
                ? null
                : lane.queue.takeFirst(waiter -> {
                    waiter.offer = lane.best(waiter.demand);
                    return waiter.offer != null;
                });
    }

    private void refuseHopeless(ModelLane lane, long now) {
        if (!lane.hasFewerKeys) {
            return;
        }
        lane.hasFewerKeys = false;
        for (Waiter waiter : lane.queue.all()) {
            Refusal known = refusals.known(lane, waiter.demand, now);
            if (known != null) {
                takeOut(waiter);
                tell(waiter, known);
            }
        }
    }
}
