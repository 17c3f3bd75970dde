package dev.keyway.filters.snapshot;

import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.provider.ConfiguredProvider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** Drain of a removed provider: closes its pool and connections after its last call. */
final class ProviderDrain {

    /** A call may wait this much longer than its patience for one more attempt, and be between two for a moment. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Scheduler scheduler;

    /** @param scheduler runs the checks, which do not block */
    ProviderDrain(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Closes what the provider holds when its last call is over.
     *
     * @param patience for how long a call that began may go on starting attempts
     */
    void begin(ConfiguredProvider provider, Duration patience) {
        checkLater(provider, patience.plus(GRACE));
    }

    private void checkLater(ConfiguredProvider provider, Duration after) {
        Disposable unused = scheduler.schedule(() -> closeIfIdle(provider), after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void closeIfIdle(ConfiguredProvider provider) {
        PoolCounts counts = provider.pool().counts();
        if (counts.inFlight() == 0 && counts.queued() == 0) {
            provider.retire();
        } else {
            checkLater(provider, EVERY);
        }
    }
}
