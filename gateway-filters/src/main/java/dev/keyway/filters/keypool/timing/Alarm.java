package dev.keyway.filters.keypool.timing;

import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** Alarm: the one scheduled wake-up of a pool. Must not be called while the pool's lock is held. */
public final class Alarm {

    private final Scheduler scheduler;
    private final InstantSource clock;
    private final Runnable wakeUp;
    private volatile long setFor = Timers.NEVER;
    private @Nullable Disposable scheduled;

    public Alarm(Scheduler scheduler, InstantSource clock, Runnable wakeUp) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.wakeUp = wakeUp;
    }

    /** Makes sure that the wake-up comes no later than at a moment in milliseconds. */
    public void setFor(long moment) {
        if (moment < setFor) {
            schedule(moment);
        }
    }

    private synchronized void schedule(long moment) {
        if (moment >= setFor || scheduler.isDisposed()) {
            return;
        }
        if (scheduled != null) {
            scheduled.dispose();
        }
        setFor = moment;
        long delay = Math.max(1, moment - clock.millis());
        try {
            scheduled = scheduler.schedule(this::ring, delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException disposed) {
            scheduled = null;
        }
    }

    private void ring() {
        synchronized (this) {
            setFor = Timers.NEVER;
            scheduled = null;
        }
        wakeUp.run();
    }
}
