package dev.keyway.filters.route;

import java.util.List;
import java.util.Map;
import org.springframework.cloud.gateway.filter.GlobalFilter;

/** Idle filters: the global filters of Spring Cloud Gateway that do not act on Keyway's own routes, and why. */
final class IdleFilters {

    private static final String PACKAGE = "org.springframework.cloud.gateway.filter.";

    private static final String BEHIND = "comes after CallProvider, which ends the chain";

    /** By class name, since some are registered only where an application has what they need. */
    static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry(
                    PACKAGE + "RemoveCachedBodyFilter",
                    "releases a body that a filter of the route has cached; none has"),
            Map.entry(
                    PACKAGE + "AdaptCachedBodyGlobalFilter",
                    "reads a body that a filter of the route has cached; none has"),
            Map.entry(PACKAGE + "NettyWriteResponseFilter", BEHIND),
            Map.entry(PACKAGE + "ForwardPathFilter", BEHIND),
            Map.entry(PACKAGE + "RouteToRequestUrlFilter", BEHIND),
            Map.entry(PACKAGE + "ReactiveLoadBalancerClientFilter", BEHIND),
            Map.entry(PACKAGE + "LoadBalancerServiceInstanceCookieFilter", BEHIND),
            Map.entry(
                    "org.springframework.cloud.gateway.config.GatewayNoLoadBalancerClientAutoConfiguration$NoLoadBalancerClientFilter",
                    BEHIND),
            Map.entry(PACKAGE + "WebsocketRoutingFilter", BEHIND),
            Map.entry(PACKAGE + "NettyRoutingFilter", BEHIND),
            Map.entry(PACKAGE + "FunctionRoutingFilter", BEHIND),
            Map.entry(PACKAGE + "StreamRoutingFilter", BEHIND),
            Map.entry(PACKAGE + "ForwardRoutingFilter", BEHIND));

    private IdleFilters() {}

    /** Whether no filter of these acts on Keyway's own routes. A filter that is not known may act; Keyway's own acts on other routes. */
    static boolean areAll(List<GlobalFilter> filters) {
        return filters.stream()
                .allMatch(filter -> filter instanceof RequestScope
                        || REASONS.containsKey(filter.getClass().getName()));
    }
}
