package dev.keyway.filters.keypool;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All keys as one model sees them: the ready in the order of choice, the cooling in the order of their return.
 */
final class ModelLane {

    final String model;
    final Map<String, Seat> seats = new LinkedHashMap<>();
    final FairQueue queue = new FairQueue();
    final Breaker breaker = new Breaker();
    final ServiceTimes serviceTimes = new ServiceTimes();
    final FailedBodies failedBodies = new FailedBodies();
    final Witnesses witnesses = new Witnesses();
    final IndexedHeap<Seat> cooling = new IndexedHeap<>();
    private final ReadyKeys ready;
    private final Map<String, Seat> leaving = new HashMap<>();
    private final Map<String, Coolable> accounts = new HashMap<>();
    private final Map<String, PacedAccount> paces = new HashMap<>();
    final LaneRefill refill = new LaneRefill(this);
    final TokensFit tokensFit = new TokensFit();
    private final Tally tally = new Tally();
    private final Agenda agenda;
    private final Sequence sequence;
    private KeyOrder order;
    final LaneCaps caps;
    int inFlight;
    boolean isOnAgenda;

    /** What ends the breaker's time, once there was one. */
    @Nullable
    Timed halfOpening;

    /** Whether a key has begun to cool or has left, so that some who wait may have lost all hope. */
    boolean hasFewerKeys;

    ModelLane(String model, PoolSettings settings, Agenda agenda, Sequence sequence) {
        this(model, KeyOrder.of(settings.strategy()), new LaneCaps(settings.maxInFlightPerKey()), agenda, sequence);
    }

    ModelLane(String model, KeyOrder order, LaneCaps caps, Agenda agenda, Sequence sequence) {
        this.model = model;
        this.order = order;
        this.ready = new ReadyKeys(order);
        this.caps = caps;
        this.agenda = agenda;
        this.sequence = sequence;
    }

    void adopt(PoolSettings settings) {
        order = KeyOrder.of(settings.strategy());
        ready.adopt(order);
        caps.adopt(settings.maxInFlightPerKey());
    }

    void admit(KeyState key) {
        Seat seat = seats.get(key.id());
        Coolable account = accounts.computeIfAbsent(key.key.account(), name -> new Coolable(null, name, model));
        PacedAccount pace = paces.computeIfAbsent(key.key.account(), name -> new PacedAccount(account));
        if (seat == null) {
            seat = leaving.remove(key.id());
            if (seat == null || seat.key != key) {
                seat = new Seat(key, this, account, pace, sequence.next());
            }
            seat.accountForModel = account;
            seat.pace = pace;
            seat.standing = tally.lowest();
            seats.put(key.id(), seat);
            caps.joined(seat, key.key.maxInFlight());
        } else {
            seat.accountForModel = account;
            seat.pace = pace;
            caps.limit(seat, key.key.maxInFlight());
        }
        seat.isGone = false;
        seat.reconsider();
        place(seat);
    }

    /** @return the seat that left, if the key had one */
    @Nullable
    Seat dismiss(String keyId) {
        Seat seat = seats.remove(keyId);
        if (seat != null) {
            seat.isGone = true;
            leave(seat);
            caps.left(seat);
            if (seat.inFlight > 0) {
                leaving.put(keyId, seat);
            }
            hasFewerKeys = true;
            agenda.revisit(this);
        }
        return seat;
    }

    /** @return the account that was dropped with what is known of its limits, if the lane had it */
    @Nullable
    Coolable dropAccount(String name) {
        paces.remove(name);
        return accounts.remove(name);
    }

    /** The last call on a seat that has left is over. */
    void forget(Seat seat) {
        leaving.remove(seat.key.id(), seat);
    }

    /** Whether keys of several accounts could be asked. */
    boolean hasSeveralAccounts() {
        AccountState first = null;
        for (Seat seat : seats.values()) {
            if (seat.home == Seat.Home.COOLING) {
                continue;
            }
            if (first != null && seat.key.account != first) {
                return true;
            }
            first = seat.key.account;
        }
        return false;
    }

    /** Puts a seat where its state says that it belongs. */
    void place(Seat seat) {
        if (seat.isGone) {
            return;
        }
        Seat.Home home = homeOf(seat);
        if (home == seat.home) {
            rearrange(seat);
            return;
        }
        leave(seat);
        seat.home = home;
        switch (home) {
            case READY -> enterReady(seat);
            case COOLING -> enterCooling(seat);
            case BUSY, NONE -> {}
        }
    }

    private Seat.Home homeOf(Seat seat) {
        if (seat.isCooling) {
            return Seat.Home.COOLING;
        }
        return caps.isFull(seat) || seat.awaitsProbe || seat.pace.isSpent ? Seat.Home.BUSY : Seat.Home.READY;
    }

    private void rearrange(Seat seat) {
        if (seat.home == Seat.Home.READY) {
            ready.move(seat);
        } else if (seat.home == Seat.Home.COOLING) {
            cooling.move(seat, seat.coolingUntil(), 0);
        }
    }

    private void leave(Seat seat) {
        switch (seat.home) {
            case READY -> ready.remove(seat);
            case COOLING -> {
                cooling.remove(seat);
                caps.ceasedToCool(seat);
                seat.standing = Math.max(seat.standing, tally.lowest());
                tally.add(seat.standing);
            }
            case NONE -> tally.add(seat.standing);
            case BUSY -> {}
        }
        seat.home = Seat.Home.BUSY;
        if (seat.isGone) {
            tally.remove(seat.standing);
            seat.home = Seat.Home.NONE;
        }
    }

    private void enterReady(Seat seat) {
        ready.add(seat);
        if (!queue.isEmpty()) {
            agenda.revisit(this);
        }
    }

    private void enterCooling(Seat seat) {
        tally.remove(seat.standing);
        seat.rotation = sequence.next();
        cooling.add(seat, seat.coolingUntil(), 0);
        caps.beganToCool(seat);
        hasFewerKeys = true;
        if (!queue.isEmpty()) {
            agenda.revisit(this);
        }
    }

    void granted(Seat seat) {
        seat.calls++;
        raise(seat, order.costOfGrant(seat));
    }

    private void raise(Seat seat, long cost) {
        if (cost == 0) {
            return;
        }
        boolean isTallied = seat.home == Seat.Home.READY || seat.home == Seat.Home.BUSY;
        if (isTallied) {
            tally.remove(seat.standing);
        }
        seat.standing += cost;
        if (isTallied) {
            tally.add(seat.standing);
        }
    }

    /** A new day: every key starts at nought. */
    void forgetTheDay() {
        for (Seat seat : seats.values()) {
            setCalls(seat, 0);
            seat.hasServed = false;
            seat.ladderStep = 0;
            seat.acquit();
        }
        seats.values().forEach(this::place);
    }

    /** Goes on from the calls that a key had today before a restart. */
    void resume(Seat seat, long calls) {
        setCalls(seat, calls);
        seat.hasServed = true;
        place(seat);
    }

    private void setCalls(Seat seat, long calls) {
        boolean isTallied = seat.home == Seat.Home.READY || seat.home == Seat.Home.BUSY;
        if (isTallied) {
            tally.remove(seat.standing);
        }
        seat.calls = calls;
        seat.standing = calls * order.costOfGrant(seat);
        if (isTallied) {
            tally.add(seat.standing);
        }
    }

    /** Whether nothing would be lost with this lane. */
    boolean isBlank() {
        return inFlight == 0
                && queue.isEmpty()
                && cooling.isEmpty()
                && breaker.isClosed()
                && seats.values().stream().noneMatch(seat -> seat.hasServed);
    }

    /** The best key for a demand that could be used now, or null. */
    @Nullable
    Seat best(KeyDemand demand, long now) {
        if (hasNoneReady()) {
            return null;
        }
        if (breaker.isShut()) {
            return underDoubt(demand, now);
        }
        Seat preferred = preferred(demand, now);
        if (preferred != null) {
            return preferred;
        }
        Seat elsewhere = ready.best(demand::prefers, demand.cost(), now);
        if (elsewhere != null || demand.avoidedAccounts().isEmpty() || couldServeElsewhere(demand)) {
            return elsewhere;
        }
        return ready.best(demand::allows, demand.cost(), now);
    }

    /** As {@link #best(KeyDemand, long)}, for a demand that can wait no longer for another account. */
    @Nullable
    Seat bestOfAnyAccount(KeyDemand demand, long now) {
        if (hasNoneReady()) {
            return null;
        }
        return breaker.isShut() ? underDoubt(demand, now) : ready.best(demand::allows, demand.cost(), now);
    }

    /** A key's limits may have more room than was thought. */
    void moreMayFit() {
        ready.moreMayFit();
        if (!queue.isEmpty()) {
            agenda.revisit(this);
        }
    }

    /** The first moment at which the tokens of a demand fit that {@link #best} had no key for since this was last asked. */
    long takeNextFit() {
        return ready.takeNextFit();
    }

    /** While provider or requests are in doubt each request is tried on one key and then on another. */
    private @Nullable Seat underDoubt(KeyDemand demand, long now) {
        if (!admits(demand)) {
            return null;
        }
        return ready.best(key -> demand.allows(key) && !key.id().equals(demand.preferredKey()), demand.cost(), now);
    }

    /** Whether the breaker lets a demand pass. */
    boolean admits(KeyDemand demand) {
        if (breaker.isShutToAll()) {
            return false;
        }
        return !breaker.isShut() || demand.isFirst() || (demand.isUncompared() && seats.size() > 1);
    }

    /** Until when the breaker lets a demand not pass, in milliseconds; 0 if it does. */
    long shutUntil(KeyDemand demand) {
        return admits(demand) ? 0 : breaker.openUntil();
    }

    /** Whether no demand could be met. */
    boolean hasNoneReady() {
        return ready.isEmpty() || breaker.isShutToAll();
    }

    private @Nullable Seat preferred(KeyDemand demand, long now) {
        if (demand.preferredKey() == null) {
            return null;
        }
        Seat seat = seats.get(demand.preferredKey());
        boolean isReady = seat != null
                && seat.home == Seat.Home.READY
                && demand.allows(seat.key.key)
                && seat.pace.admits(demand.cost(), now);
        return isReady ? seat : null;
    }

    private boolean couldServeElsewhere(KeyDemand demand) {
        return seats.values().stream().anyMatch(seat -> seat.home != Seat.Home.COOLING && demand.prefers(seat.key.key));
    }

    /** Due when the tokens of one who waits will fit a key that is ready for smaller requests. */
    final class TokensFit extends Timed {

        @Override
        void due() {
            moreMayFit();
        }
    }
}
