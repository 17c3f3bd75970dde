package dev.keyway.filters.route;

import dev.keyway.filters.request.RequestLifecycles;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Request scope: on a route with {@code SanitizePayload}, the request ends when its response has been written, not when its headers
 * are known. Spring Cloud Gateway writes the body after all filters that have the order of their place in the list.
 */
final class RequestScope implements GlobalFilter, Ordered {

    private final RequestLifecycles lifecycles;

    RequestScope(RequestLifecycles lifecycles) {
        this.lifecycles = lifecycles;
    }

    @Override
    public int getOrder() {
        return FilterOrders.REQUEST_SCOPE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        return route != null && sanitizes(route)
                ? lifecycles.begin(exchange, RouteArguments.family(exchange), stage -> chain.filter(exchange))
                : chain.filter(exchange);
    }

    private static boolean sanitizes(Route route) {
        return route.getFilters().stream()
                .anyMatch(filter -> (filter instanceof OrderedGatewayFilter ordered ? ordered.getDelegate() : filter)
                        instanceof SanitizePayloadFilter);
    }
}
