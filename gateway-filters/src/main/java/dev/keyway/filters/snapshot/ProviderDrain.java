package dev.keyway.filters.snapshot;

import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.provider.ConfiguredProvider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** Puts away a provider that no new call will find, once those under way have ended. */
public final class ProviderDrain {

    /** A call may wait this much longer than its patience for one more attempt, and be between two for a moment. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Scheduler scheduler;

    /** @param scheduler runs looks at the pool, which do not block */
    public ProviderDrain(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Closes what the provider holds when its last call is over.
     *
     * @param patience for how long a call that began may go on starting attempts
     */
    void begin(ConfiguredProvider provider, Duration patience) {
        lookAgain(provider, patience.plus(GRACE));
    }

    private void lookAgain(ConfiguredProvider provider, Duration after) {
        Disposable unused = scheduler.schedule(() -> look(provider), after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(ConfiguredProvider provider) {
        PoolCounts counts = provider.pool().counts();
        if (counts.inFlight() == 0 && counts.queued() == 0) {
            provider.retire();
        } else {
            lookAgain(provider, EVERY);
        }
    }
}
