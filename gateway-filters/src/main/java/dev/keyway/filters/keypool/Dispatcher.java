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
    private final Pacing pacing;

    Dispatcher(
            InMemoryKeyPool pool,
            Roster roster,
            CooldownBook cooldowns,
            Pacing pacing,
            Timers timers,
            Agenda agenda,
            Sequence sequence) {
        this.pool = pool;
        this.roster = roster;
        this.cooldowns = cooldowns;
        this.pacing = pacing;
        this.timers = timers;
        this.agenda = agenda;
        this.sequence = sequence;
        this.refusals = new Refusals();
    }

    /** Grants, refuses or enqueues a demand. @return the waiter if it was enqueued */
    @Nullable
    Waiter take(KeyDemand demand, KeyListener listener, long now) {
        ModelLane lane = roster.lane(demand.model());
        Seat seat = lane.best(demand, now);
        if (seat != null) {
            grant(seat, demand, listener, now);
            return null;
        }
        Refusal refusal = refusalInsteadOfWaiting(lane, demand, now);
        if (refusal != null) {
            agenda.add(Notice.refused(listener, refusal));
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
            return refusals.busy(lane, demand, now);
        }
        Refusal tooLong = refusals.queueTooLong(lane, demand, now);
        return tooLong != null || hasPlace(lane, demand, now) ? tooLong : refusals.busy(lane, demand, now);
    }

    private boolean hasPlace(ModelLane lane, KeyDemand demand, long now) {
        int places = roster.settings().maxQueued();
        if (lane.queue.hasPlaceFor(demand.lane(), places)) {
            return true;
        }
        Waiter displaced = lane.queue.displacedBy(demand.lane(), places);
        if (displaced == null && lane.admits(demand)) {
            displaced = lane.queue.lastIn(demand.lane(), waiter -> !lane.admits(waiter.demand));
        }
        if (displaced == null) {
            return false;
        }
        takeOut(displaced);
        tell(displaced, refusals.busy(lane, displaced.demand, now));
        return true;
    }

    private Waiter enqueue(ModelLane lane, KeyDemand demand, KeyListener listener) {
        Waiter waiter = new Waiter(demand, listener, lane, this::late);
        lane.queue.add(waiter);
        long deadline = Timers.millis(demand.deadline());
        if (deadline != Timers.NEVER) {
            timers.schedule(waiter, deadline);
        }
        wakeWhenTokensFit(lane);
        return waiter;
    }

    private void wakeWhenTokensFit(ModelLane lane) {
        long moment = lane.takeNextFit();
        if (moment != Timers.NEVER && !lane.queue.isEmpty()) {
            timers.scheduleNoLater(lane.tokensFit, moment);
        }
    }

    void cancel(Waiter waiter) {
        takeOut(waiter);
    }

    private void late(Waiter waiter) {
        long now = pool.now();
        takeOut(waiter);
        Seat last = waiter.lane.bestOfAnyAccount(waiter.demand, now);
        if (last == null) {
            tell(waiter, refusals.late(waiter.lane, waiter.demand, now));
        } else {
            grant(last, waiter.demand, waiter.listener, now);
        }
    }

    private void takeOut(Waiter waiter) {
        if (waiter.lane.queue.remove(waiter)) {
            timers.cancel(waiter);
        }
    }

    private void tell(Waiter waiter, Refusal refusal) {
        agenda.add(Notice.refused(waiter.listener, refusal));
    }

    private void grant(Seat seat, KeyDemand demand, KeyListener listener, long now) {
        long turn = sequence.next();
        PoolPermit permit = new PoolPermit(pool, seat, now, turn);
        seat.inFlight++;
        permit.level = seat.inFlight;
        seat.key.inFlight++;
        seat.lane.inFlight++;
        seat.key.lastUsed = turn;
        seat.lane.breaker.granted(permit);
        seat.lane.granted(seat);
        if (!seat.isInGoodStanding) {
            cooldowns.probeBy(seat.key.own, permit);
            cooldowns.probeBy(seat.key.account.own, permit);
        }
        pacing.granted(permit, demand.cost(), now);
        seat.lane.place(seat);
        agenda.add(Notice.granted(listener, permit));
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
        Waiter next = nextServed(lane, now);
        while (next != null) {
            timers.cancel(next);
            Seat offer = next.offer;
            if (offer != null) {
                grant(offer, next.demand, next.listener, now);
            }
            next = nextServed(lane, now);
        }
        wakeWhenTokensFit(lane);
    }

    private static @Nullable Waiter nextServed(ModelLane lane, long now) {
        return lane.hasNoneReady()
                ? null
                : lane.queue.takeFirst(waiter -> {
                    waiter.offer = lane.best(waiter.demand, now);
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
