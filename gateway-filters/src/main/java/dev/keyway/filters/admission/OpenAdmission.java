package dev.keyway.filters.admission;

import dev.keyway.filters.request.Lease;
import dev.keyway.filters.request.Resolved;
import reactor.core.publisher.Mono;

/** Open admission: admits every request. */
final class OpenAdmission implements Admission {

    private final Mono<Lease> open = Mono.just(Lease.NONE);

    @Override
    public Mono<Lease> admit(Resolved request) {
        return open;
    }
}
