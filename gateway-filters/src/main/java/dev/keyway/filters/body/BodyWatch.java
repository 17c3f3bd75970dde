package dev.keyway.filters.body;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Ends bodies that come too slowly. All are looked at together, once a second, so that a body that comes at once costs no
 * timer and no look at the clock.
 */
public final class BodyWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final BodyPace pace;
    private final InstantSource clock;
    private final Set<BodyCollector> coming = ConcurrentHashMap.newKeySet();
    private volatile Disposable looking = () -> {};

    /** Looks only when {@link #look} is called. */
    public BodyWatch(BodyPace pace, InstantSource clock) {
        this.pace = pace;
        this.clock = clock;
    }

    /** Looks from now on, until it is closed. */
    public BodyWatch on(Scheduler timer) {
        looking = timer.schedulePeriodically(
                this::look, EVERY.toMillis(), EVERY.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        return this;
    }

    /** Looks at all bodies that are coming, and watches no others from then on, whatever order their signals came in. */
    public void look() {
        long now = clock.millis();
        coming.removeIf(body -> !body.look(now, pace));
    }

    @Override
    public void close() {
        looking.dispose();
    }

    void began(BodyCollector body) {
        coming.add(body);
    }

    /** How many bodies are coming. */
    int count() {
        return coming.size();
    }

    void over(BodyCollector body) {
        coming.remove(body);
    }

    static GatewayException tooSlow(BodyPace pace) {
        return new GatewayException(
                ErrorCode.BODY_TIMEOUT,
                "The request body arrived too slowly: the limits are "
                        + pace.timeout().toSeconds() + " s in total, and at least "
                        + pace.minRate().toBytes() + " bytes a second.");
    }
}
