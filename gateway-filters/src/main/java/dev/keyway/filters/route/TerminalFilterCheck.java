package dev.keyway.filters.route;

import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;

/** Refuses, at start, a route on which a filter stands behind {@code CallProvider}: it would never run. */
final class TerminalFilterCheck implements SmartInitializingSingleton {

    private final RouteLocator routes;

    TerminalFilterCheck(RouteLocator routes) {
        this.routes = routes;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<Route> all = routes.getRoutes().collectList().block();
        if (all != null) {
            all.forEach(TerminalFilterCheck::check);
        }
    }

    static void check(Route route) {
        List<GatewayFilter> filters = route.getFilters();
        for (int i = 0; i < filters.size() - 1; i++) {
            if (unwrap(filters.get(i)) instanceof CallProviderFilter) {
                throw new FilterBehindCallProviderException(route.getId(), describe(filters.get(i + 1)));
            }
        }
    }

    private static GatewayFilter unwrap(GatewayFilter filter) {
        return filter instanceof OrderedGatewayFilter ordered ? ordered.getDelegate() : filter;
    }

    private static String describe(GatewayFilter filter) {
        return unwrap(filter).toString();
    }
}
