package dev.keyway.filters.admission;

import dev.keyway.filters.request.Admitted;
import dev.keyway.filters.request.Lease;
import dev.keyway.filters.request.RequestLifecycle;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.usage.UsageLog;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Admission step: takes a resolved request and returns it admitted, with a usage record that is open and a lease that its lifecycle
 * owns.
 */
public final class AdmissionStep {

    private final Admission admission;
    private final UsageLog usage;
    private final UsageOpening opening;

    /** @param opening what a usage record begins with */
    public AdmissionStep(Admission admission, UsageLog usage, UsageOpening opening) {
        this.admission = admission;
        this.usage = usage;
        this.opening = opening;
    }

    /**
     * Has a request admitted.
     *
     * @param loop the request's event loop, on which it continues
     */
    public Mono<Admitted> admit(Resolved request, ExecutorService loop) {
        Mono<Lease> lease = admission.admit(request);
        Mono<Lease> owned = owned(lease, request.lifecycle());
        return (isImmediate(lease) ? owned : owned.publishOn(Schedulers.fromExecutorService(loop))).map(granted -> {
            request.track()
                    .recordedIn(usage.open(opening.of(request, granted.held())), () -> granted.closed(request.track()));
            return new Admitted(request, granted);
        });
    }

    /**
     * The lifecycle owns the lease before it changes threads, and one that is granted after the client has left: what is cancelled
     * on its way is settled all the same.
     */
    private static Mono<Lease> owned(Mono<Lease> lease, RequestLifecycle lifecycle) {
        return lease.switchIfEmpty(Mono.error(() -> new IllegalStateException("The admission ended without a lease")))
                .map(lifecycle::hold)
                .doOnDiscard(Lease.class, lifecycle::hold);
    }

    /** Reactor's mark of a value that is there on subscription, on the same thread. */
    private static boolean isImmediate(Mono<Lease> lease) {
        return lease instanceof Callable<?>;
    }
}
