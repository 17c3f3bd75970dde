package dev.keyway.filters.edge;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.filters.request.Identified;
import dev.keyway.filters.request.RequestLifecycles;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.StageAttribute;
import dev.keyway.filters.snapshot.ServingPermission;
import java.util.function.Function;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Entry of all requests to Keyway's paths: the steps from their arrival to the identified caller, and from their targets on. */
public final class RequestEntry {

    private final RequestLifecycles lifecycles;
    private final CallerAuthentication callers;
    private final ServingPermission permission;

    public RequestEntry(RequestLifecycles lifecycles, CallerAuthentication callers, ServingPermission permission) {
        this.lifecycles = lifecycles;
        this.callers = callers;
        this.permission = permission;
    }

    /**
     * Runs the steps of a request whose caller is known and whose path is plain.
     *
     * @param family the API whose dialect errors are written in
     */
    public Mono<Void> enter(
            ServerWebExchange exchange, ApiFamily family, EdgePath path, Function<Identified, Mono<Void>> steps) {
        return lifecycles.begin(exchange, family, reached -> {
            path.requirePlain();
            permission.require();
            Identified identified = callers.identify(exchange, reached.received());
            StageAttribute.set(exchange, identified);
            return steps.apply(identified);
        });
    }

    /** Has a request served once it is resolved: whichever handler the application has for it reads its stage. */
    public Mono<Void> pass(ServerWebExchange exchange, WebFilterChain chain, Mono<Resolved> resolving) {
        return resolving.flatMap(resolved -> {
            StageAttribute.set(exchange, resolved);
            return chain.filter(exchange);
        });
    }
}
