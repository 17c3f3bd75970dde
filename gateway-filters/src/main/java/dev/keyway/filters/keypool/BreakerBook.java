package dev.keyway.filters.keypool;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Opens, half-opens and closes the breakers of a pool's lanes, and tells of it. */
final class BreakerBook {

    private final Timers timers;
    private final Agenda agenda;
    private final PoolEvents events;

    BreakerBook(Timers timers, Agenda agenda, PoolEvents events) {
        this.timers = timers;
        this.agenda = agenda;
        this.events = events;
    }

    /** The provider answered, be it with a refusal. */
    void answered(PoolPermit permit) {
        ModelLane lane = permit.seat().lane;
        if (lane.breaker.isRefutedBy(permit)) {
            close(lane);
        } else {
            lane.breaker.answered(permit.seat().key.key.account());
        }
    }

    /**
     * The attempt ended in SERVER, OVERLOAD, CONNECTION or TIMEOUT.
     *
     * @param body the request's digest, or null where the provider's own word needs no second request
     */
    void troubled(PoolPermit permit, @Nullable Long body, long now) {
        ModelLane lane = permit.seat().lane;
        boolean opens = lane.breaker.isProbe(permit)
                || lane.breaker.troubled(permit.seat().key.key.account(), body, lane.hasSeveralAccounts() ? 2 : 1);
        if (opens) {
            open(lane, body, now);
        }
    }

    private void open(ModelLane lane, @Nullable Long body, long now) {
        long until = lane.breaker.open(now, body);
        if (lane.halfOpening == null) {
            lane.halfOpening = new HalfOpening(lane);
        }
        timers.schedule(lane.halfOpening, until);
        lane.hasFewerKeys = true;
        agenda.revisit(lane);
        events.breakerOpened(lane.model, Instant.ofEpochMilli(until));
    }

    private void close(ModelLane lane) {
        lane.breaker.close();
        if (lane.halfOpening != null) {
            timers.cancel(lane.halfOpening);
        }
        events.breakerClosed(lane.model);
        agenda.revisit(lane);
    }

    /** The attempt told nothing. */
    void abandoned(PoolPermit permit) {
        ModelLane lane = permit.seat().lane;
        if (lane.breaker.isProbe(permit)) {
            lane.breaker.forgetProbe();
            agenda.revisit(lane);
        }
    }

    private final class HalfOpening extends Timed {

        private final ModelLane lane;

        HalfOpening(ModelLane lane) {
            this.lane = lane;
        }

        @Override
        void due() {
            lane.breaker.halfOpen();
            agenda.revisit(lane);
        }
    }
}
