package dev.keyway.filters.limit;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Team;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Gateway of a simulation: a ledger, its usage log, and what is stored for the next start. */
final class SimulatedGateway {

    /** A request in progress. */
    record Open(Hold hold, Caller caller) {}

    private final InstantSource clock;
    private final List<Ended> log = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private List<StoredScope> stored = List.of();
    private Ledger ledger;
    private int shipped;

    SimulatedGateway(InstantSource clock) {
        this.clock = clock;
        this.ledger = newLedger();
    }

    private Ledger newLedger() {
        return Ledger.ofRatesAndBudgets(
                () -> Duration.ofMillis(clock.instant().toEpochMilli()).toNanos(), clock);
    }

    Ledger ledger() {
        return ledger;
    }

    List<Ended> log() {
        return log;
    }

    List<Open> open() {
        return open;
    }

    Decision admit(Caller caller, long nanos) {
        return admit(caller, TestLimits.Need.of(nanos));
    }

    Decision admit(Caller caller, Demand demand) {
        Decision decision = ledger.admit(caller, demand);
        if (decision instanceof Hold hold) {
            open.add(new Open(hold, caller));
        }
        return decision;
    }

    void settle(int which, long cost) {
        settle(open.get(which).hold(), 1, 10, cost);
    }

    /** A request ends; without an attempt, it has sent nothing. */
    void settle(Hold hold, int attempts, long tokens, long cost) {
        Open ended =
                open.stream().filter(each -> each.hold() == hold).findFirst().orElseThrow();
        open.remove(ended);
        log.add(ended(ended, cost));
        hold.settle(attempts, tokens, cost, log.size());
    }

    private Ended ended(Open request, long cost) {
        Team team = Objects.requireNonNull(request.caller().team());
        return new Ended(
                log.size() + 1,
                team.tenant().id(),
                team.id(),
                request.caller().id(),
                request.hold().date(),
                cost);
    }

    /** The next events to ship. */
    List<Ended> ship(int most) {
        int to = Math.min(log.size(), shipped + most);
        List<Ended> batch = List.copyOf(log.subList(shipped, to));
        shipped = to;
        return batch;
    }

    int shipped() {
        return shipped;
    }

    void store() {
        stored = ledger.stored();
    }

    /** Is killed and starts again: what was in progress is booked as it was held. */
    void restart() {
        for (Open request : open) {
            log.add(ended(request, request.hold().nanos()));
        }
        open.clear();
        ledger = newLedger();
        ledger.restore(shipped, stored, each -> log.forEach(each));
    }
}
