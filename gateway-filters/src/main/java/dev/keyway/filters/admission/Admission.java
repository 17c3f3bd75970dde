package dev.keyway.filters.admission;

import dev.keyway.filters.request.Lease;
import dev.keyway.filters.request.Resolved;
import reactor.core.publisher.Mono;

/**
 * Admission: limits and budgets decide here whether a request may be sent. Comes once for each request, after its targets are
 * known and before a key is asked for. Requests on a route with {@code InjectProviderKey} do not pass it: their bodies are not read, so
 * they have no targets.
 */
@FunctionalInterface
public interface Admission {

    /**
     * Admits a request, now or later and on any thread, or ends with a
     * {@link dev.keyway.filters.problem.GatewayException} that says why not. Cancelled if the client leaves before.
     *
     * @return exactly one lease, which the request's lifecycle settles when the request ends
     */
    Mono<Lease> admit(Resolved request);
}
