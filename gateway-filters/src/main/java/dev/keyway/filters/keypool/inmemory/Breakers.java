package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.timing.Timed;
import dev.keyway.filters.keypool.timing.Timers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Breakers of a pool's models: opens, half-opens and closes them, and reports it. */
final class Breakers {

    private final Timers timers;
    private final Notifications notifications;
    private final PoolEvents events;

    Breakers(Timers timers, Notifications notifications, PoolEvents events) {
        this.timers = timers;
        this.notifications = notifications;
        this.events = events;
    }

    /** The provider answered, be it with a refusal. */
    void answered(PoolPermit permit) {
        ModelPool modelPool = permit.state().modelPool;
        if (modelPool.breaker.isRefutedBy(permit, permit.turn())) {
            close(modelPool);
        } else {
            modelPool.breaker.answered(permit.state().key.key.account());
        }
    }

    /**
     * The attempt ended in SERVER, OVERLOAD, CONNECTION or TIMEOUT.
     *
     * @param body the request's digest, or null where the provider's own word needs no second request
     */
    void troubled(PoolPermit permit, @Nullable Long body, long now) {
        ModelPool modelPool = permit.state().modelPool;
        boolean opens = modelPool.breaker.isProbe(permit)
                || modelPool.breaker.troubled(
                        permit.state().key.key.account(), body, modelPool.choice.hasSeveralAccounts() ? 2 : 1);
        if (opens) {
            open(modelPool, body, now);
        }
    }

    private void open(ModelPool modelPool, @Nullable Long body, long now) {
        long until = modelPool.breaker.open(now, body);
        if (modelPool.halfOpening == null) {
            modelPool.halfOpening = new HalfOpening(modelPool);
        }
        timers.schedule(modelPool.halfOpening, until);
        modelPool.hasFewerKeys = true;
        notifications.changed(modelPool);
        events.breakerOpened(modelPool.model, Instant.ofEpochMilli(until));
    }

    private void close(ModelPool modelPool) {
        modelPool.breaker.close();
        if (modelPool.halfOpening != null) {
            timers.cancel(modelPool.halfOpening);
        }
        events.breakerClosed(modelPool.model);
        notifications.changed(modelPool);
    }

    /** The attempt showed nothing. */
    void abandoned(PoolPermit permit) {
        ModelPool modelPool = permit.state().modelPool;
        if (modelPool.breaker.isProbe(permit)) {
            modelPool.breaker.forgetProbe();
            notifications.changed(modelPool);
        }
    }

    private final class HalfOpening extends Timed {

        private final ModelPool modelPool;

        HalfOpening(ModelPool modelPool) {
            this.modelPool = modelPool;
        }

        @Override
        protected void due() {
            modelPool.breaker.halfOpen();
            notifications.changed(modelPool);
        }
    }
}
