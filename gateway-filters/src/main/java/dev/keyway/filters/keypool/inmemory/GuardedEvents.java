package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.PoolEvents;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pool events whose recipient may throw: that must not stop an operation on the pool halfway. */
record GuardedEvents(PoolEvents recipient) implements PoolEvents {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedEvents.class);

    @Override
    public void cooldownStarted(Cooldown cooldown) {
        report(() -> recipient.cooldownStarted(cooldown));
    }

    @Override
    public void cooldownEnded(Cooldown cooldown) {
        report(() -> recipient.cooldownEnded(cooldown));
    }

    @Override
    public void breakerOpened(String model, Instant until) {
        report(() -> recipient.breakerOpened(model, until));
    }

    @Override
    public void breakerClosed(String model) {
        report(() -> recipient.breakerClosed(model));
    }

    private static void report(Runnable event) {
        try {
            event.run();
        } catch (Throwable failure) {
            LOG.error("An event of the key pool could not be reported", failure);
        }
    }
}
