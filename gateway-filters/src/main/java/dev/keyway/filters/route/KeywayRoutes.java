package dev.keyway.filters.route;

import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.filters.snapshot.SnapshotListener;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.ApplicationEventPublisher;
import reactor.core.publisher.Flux;

/**
 * A route for each configured provider, on which resolved requests are served. While one snapshot follows
 * another there are the routes of both, so that no resolved request finds its route gone, or not there yet.
 */
public final class KeywayRoutes implements RouteLocator, SnapshotListener {

    private final ApplicationEventPublisher events;
    private volatile Collection<ConfiguredProvider> routed;
    private final ProviderRoutePredicateFactory predicates;
    private final CallProviderGatewayFilterFactory calls;

    public KeywayRoutes(
            Snapshot first,
            ApplicationEventPublisher events,
            ProviderRoutePredicateFactory predicates,
            CallProviderGatewayFilterFactory calls) {
        this.routed = first.providers().values();
        this.events = events;
        this.predicates = predicates;
        this.calls = calls;
    }

    @Override
    public Flux<Route> getRoutes() {
        return Flux.fromIterable(routed).map(this::route);
    }

    /** Spring Cloud Gateway takes the routes over before this returns: ours are made without waiting. */
    @Override
    public void changing(Snapshot now, Snapshot next) {
        Map<String, ConfiguredProvider> both = new LinkedHashMap<>(now.providers());
        both.putAll(next.providers());
        routed = both.values();
        events.publishEvent(new RefreshRoutesEvent(this));
    }

    private Route route(ConfiguredProvider provider) {
        ProviderRoutePredicateFactory.Config match = new ProviderRoutePredicateFactory.Config();
        match.setProvider(provider.id());
        return Route.async()
                .id("keyway-" + provider.id())
                .uri(provider.declaration().baseUrl())
                .asyncPredicate(predicates.applyAsync(match))
                .filters(new OrderedGatewayFilter(calls.onOwnRoute(provider), FilterOrders.CALL_PROVIDER))
                .metadata("provider", provider.id())
                .build();
    }
}
