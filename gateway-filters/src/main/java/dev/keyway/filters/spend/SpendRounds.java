package dev.keyway.filters.spend;

import dev.keyway.filters.limit.Grants;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Rounds of reports: who asks for a grant waits for the answer to the next report, which must not have been sent yet. Safe for use by
 * many threads.
 */
final class SpendRounds implements Grants {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private CompletableFuture<@Nullable Void> next = new CompletableFuture<>();
    private boolean asked;
    private boolean reachable = true;
    private @Nullable Thread reporter;

    @Override
    public Mono<Void> ask() {
        CompletableFuture<@Nullable Void> round;
        synchronized (this) {
            if (!reachable) {
                return Mono.empty();
            }
            asked = true;
            round = next;
            LockSupport.unpark(reporter);
        }
        return Mono.fromFuture(round, true).timeout(PATIENCE).onErrorComplete();
    }

    /** Wakes this thread whenever somebody asks. */
    synchronized void wake(Thread thread) {
        reporter = thread;
    }

    synchronized boolean isAsked() {
        return asked;
    }

    /** A report is about to be made. @return to be completed when its answer is applied */
    synchronized CompletableFuture<@Nullable Void> begin() {
        CompletableFuture<@Nullable Void> round = next;
        next = new CompletableFuture<>();
        asked = false;
        return round;
    }

    /** Whether the last report was answered: otherwise nobody waits for the next one. */
    synchronized void reached(boolean answered) {
        reachable = answered;
    }
}
