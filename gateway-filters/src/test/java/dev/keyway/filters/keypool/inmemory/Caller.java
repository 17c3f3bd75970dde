package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.failover.AttemptHistory;
import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.NextStep;
import dev.keyway.filters.failover.Verdict;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One request as the call engine makes it, on the test's clock: attempts of 10 ms, pauses, until it is served or over. */
final class Caller implements KeyListener {

    private static final Duration ATTEMPT = Duration.ofMillis(10);

    private final TestPool pool;
    private final FailoverPolicy policy = new FailoverPolicy(() -> 0L);
    private final String model;
    private final long body;
    private final Failure failure;
    private final Predicate<String> failsOn;
    private final Instant started;
    private final Map<String, Integer> onKey = new HashMap<>();
    private final Set<String> avoided = new HashSet<>();
    private final Set<String> suspects = new HashSet<>();
    private int attempts;
    private int troubled;
    private @Nullable Duration servedAfter;
    private boolean isOver;
    private @Nullable String askedFor;
    private Runnable whenOver = () -> {};

    /** @param failsOn on which keys its calls fail */
    Caller(TestPool pool, String model, long body, Failure failure, Predicate<String> failsOn) {
        this.pool = pool;
        this.model = model;
        this.body = body;
        this.failure = failure;
        this.failsOn = failsOn;
        this.started = pool.now();
    }

    Caller start() {
        ask(null);
        return this;
    }

    void whenOver(Runnable action) {
        whenOver = action;
    }

    int attempts() {
        return attempts;
    }

    boolean isOver() {
        return isOver;
    }

    /** How long it took to be served; null if it was not. */
    @Nullable
    Duration servedAfter() {
        return servedAfter;
    }

    private void ask(@Nullable String preferred) {
        askedFor = preferred;
        Instant deadline = started.plus(TestPool.PATIENCE);
        pool.pool.acquire(new KeyDemand(model, "", preferred, Set.copyOf(avoided), Set.of(), deadline), this);
    }

    @Override
    public void granted(Permit permit) {
        attempts++;
        if (askedFor != null && !askedFor.equals(permit.key().id())) {
            avoided.add(askedFor);
        }
        onKey.merge(permit.key().id(), 1, Integer::sum);
        in(ATTEMPT, () -> end(permit));
    }

    @Override
    public void refused(Refusal refusal) {
        unserved();
    }

    private void end(Permit permit) {
        String key = permit.key().id();
        if (!failsOn.test(key)) {
            permit.served();
            suspects.remove(key);
            suspects.forEach(suspect -> pool.pool.servedElsewhere(suspect, model));
            servedAfter = Duration.between(started, pool.now());
            over();
            return;
        }
        troubled += failure.kind().isProviderTrouble() ? 1 : 0;
        Verdict verdict = policy.judge(
                failure,
                new AttemptHistory(attempts, troubled, onKey.getOrDefault(key, 0), attempts, body),
                pool.now());
        permit.failed(verdict.penalty());
        suspects.add(key);
        switch (verdict.next()) {
            case NextStep.Stop stop -> unserved();
            case NextStep.Compare compare -> unserved();
            case NextStep.SameKey again -> in(again.after(), () -> ask(key));
            case NextStep.NextKey next -> {
                avoided.add(key);
                in(next.after(), () -> ask(null));
            }
        }
    }

    private void unserved() {
        pool.pool.unserved(suspects, model, body);
        over();
    }

    private void over() {
        isOver = true;
        whenOver.run();
    }

    private void in(Duration time, Runnable action) {
        if (time.isZero()) {
            action.run();
        } else {
            pool.scheduler.schedule(action, time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
