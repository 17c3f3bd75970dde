package dev.keyway.filters.admission;

import dev.keyway.filters.limit.Decision;
import dev.keyway.filters.limit.Grants;
import dev.keyway.filters.limit.Hold;
import dev.keyway.filters.limit.Ledger;
import dev.keyway.filters.limit.Shortage;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.request.Lease;
import dev.keyway.filters.request.RateHeaders;
import dev.keyway.filters.request.Resolved;
import java.time.InstantSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Admission by limits and budgets. Decides at once; only a request that needs more of a budget than is granted to this gateway waits
 * for the admin service, for a moment and once.
 */
final class LimitedAdmission implements Admission {

    private final Mono<Lease> open = Mono.just(Lease.NONE);
    private final Ledger ledger;
    private final Grants grants;
    private final AnswerSizes sizes;
    private final InstantSource clock;

    LimitedAdmission(Ledger ledger, Grants grants, AnswerSizes sizes, InstantSource clock) {
        this.ledger = ledger;
        this.grants = grants;
        this.sizes = sizes;
        this.clock = clock;
    }

    @Override
    public Mono<Lease> admit(Resolved request) {
        if (request.caller().isAnonymous()) {
            return open;
        }
        RequestDemand demand = new RequestDemand(request, sizes, clock.instant());
        return switch (ledger.admit(request.caller(), demand)) {
            case Hold hold -> Mono.just(lease(request, hold));
            case Decision.Refused refused -> refuse(request, refused.shortage());
            case Decision.NeedsGrant needs ->
                grants.ask()
                        .publishOn(Schedulers.fromExecutorService(request.loop()))
                        .then(Mono.defer(() -> again(request, demand)));
        };
    }

    private Mono<Lease> again(Resolved request, RequestDemand demand) {
        return switch (ledger.admit(request.caller(), demand)) {
            case Hold hold -> Mono.just(lease(request, hold));
            case Decision.Refused refused -> refuse(request, refused.shortage());
            case Decision.NeedsGrant needs -> refuse(request, needs.otherwise());
        };
    }

    private Mono<Lease> refuse(Resolved request, Shortage shortage) {
        GatewayException refusal = LimitErrors.of(shortage, request.caller());
        return Mono.error(refusal.withHeaders(RateHeaders.of(ledger.ratesLeft(request.caller()))));
    }

    private Lease lease(Resolved request, Hold hold) {
        return new LimitLease(request.caller(), request.track(), hold);
    }
}
