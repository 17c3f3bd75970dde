package dev.keyway.filters.route;

import dev.keyway.filters.request.Preparation;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.StageAttribute;
import dev.keyway.filters.serving.RequestServer;
import java.util.List;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * Direct routing: serves resolved requests without looking up their route, as the provider's route would. Looking it up costs
 * more than choosing a key. Where a global filter would act on the route, or the application has rules for browsers of other
 * origins (CORS), the routes serve. See decision 48.
 */
final class DirectRouting implements HandlerMapping, Ordered {

    private final RequestServer server;
    private final boolean active;
    private final ForwardedHeaders forwarded = ForwardedHeaders.onOwnRoute();
    private final Mono<Object> handler = Mono.just((WebHandler) this::serve);

    private DirectRouting(RequestServer server, boolean active) {
        this.server = server;
        this.active = active;
    }

    /** Serves unless one of the filters would act on the routes. */
    public static DirectRouting unlessFiltered(RequestServer server, List<GlobalFilter> filters) {
        return new DirectRouting(server, IdleFilters.areAll(filters));
    }

    /** Leaves everything to the routes. */
    public static DirectRouting none(RequestServer server) {
        return new DirectRouting(server, false);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Object> getHandler(ServerWebExchange exchange) {
        return active && StageAttribute.of(exchange) instanceof Resolved ? handler : Mono.empty();
    }

    private Mono<Void> serve(ServerWebExchange exchange) {
        return StageAttribute.of(exchange) instanceof Resolved resolved
                ? server.prepare(resolved, Preparation.SANITIZED)
                        .flatMap(prepared -> server.serve(exchange, prepared, forwarded.of(exchange)))
                : Mono.error(new IllegalStateException("only resolved requests are routed here"));
    }
}
