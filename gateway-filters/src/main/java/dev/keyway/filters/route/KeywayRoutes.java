package dev.keyway.filters.route;

import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.provider.Providers;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import reactor.core.publisher.Flux;

/** A route for each configured provider: the body is made fit, then the provider is called. */
public final class KeywayRoutes implements RouteLocator {

    private final Providers providers;
    private final ProviderRoutePredicateFactory predicates;
    private final SanitizePayloadGatewayFilterFactory sanitizers;
    private final CallProviderGatewayFilterFactory calls;

    public KeywayRoutes(
            Providers providers,
            ProviderRoutePredicateFactory predicates,
            SanitizePayloadGatewayFilterFactory sanitizers,
            CallProviderGatewayFilterFactory calls) {
        this.providers = providers;
        this.predicates = predicates;
        this.sanitizers = sanitizers;
        this.calls = calls;
    }

    @Override
    public Flux<Route> getRoutes() {
        return Flux.fromIterable(providers.all()).map(this::route);
    }

    private Route route(ConfiguredProvider provider) {
        ProviderRoutePredicateFactory.Config match = new ProviderRoutePredicateFactory.Config();
        match.setProvider(provider.id());
        ProviderRouteConfig sanitize = new ProviderRouteConfig();
        sanitize.setProvider(provider.id());
        CallProviderGatewayFilterFactory.Config call = new CallProviderGatewayFilterFactory.Config();
        call.setProvider(provider.id());
        return Route.async()
                .id("keyway-" + provider.id())
                .uri(provider.declaration().baseUrl())
                .asyncPredicate(predicates.applyAsync(match))
                .filters(
                        new OrderedGatewayFilter(sanitizers.onOwnRoute(sanitize), FilterOrders.SANITIZE_PAYLOAD),
                        new OrderedGatewayFilter(calls.onOwnRoute(call), FilterOrders.CALL_PROVIDER))
                .metadata("provider", provider.id())
                .build();
    }
}
