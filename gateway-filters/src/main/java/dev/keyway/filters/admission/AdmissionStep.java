package dev.keyway.filters.admission;

import dev.keyway.filters.request.Admitted;
import dev.keyway.filters.request.Lease;
import dev.keyway.filters.request.RequestLifecycle;
import dev.keyway.filters.request.Resolved;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Admission step: takes a resolved request and returns it admitted, with a lease that its lifecycle owns. */
public final class AdmissionStep {

    private final Admission admission;

    public AdmissionStep(Admission admission) {
        this.admission = admission;
    }

    /**
     * Has a request admitted.
     *
     * @param loop the request's event loop, on which it continues
     */
    public Mono<Admitted> admit(Resolved request, ExecutorService loop) {
        Mono<Lease> lease = admission.admit(request);
        return (isImmediate(lease) ? lease : later(request.lifecycle(), lease, loop))
                .map(granted -> new Admitted(request, request.lifecycle().hold(granted)));
    }

    /** Reactor's mark of a value that is there on subscription, on the same thread. */
    private static boolean isImmediate(Mono<Lease> lease) {
        return lease instanceof Callable<?>;
    }

    /** The lifecycle owns the lease before it changes threads: what is cancelled on its way is settled all the same. */
    private static Mono<Lease> later(RequestLifecycle lifecycle, Mono<Lease> lease, ExecutorService loop) {
        return lease.switchIfEmpty(Mono.error(() -> new IllegalStateException("the admission ended without a lease")))
                .map(lifecycle::hold)
                .publishOn(Schedulers.fromExecutorService(loop));
    }
}
