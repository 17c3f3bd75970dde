package dev.keyway.filters.route;

import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.filters.snapshot.SnapshotListener;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
    private volatile Map<String, ConfiguredProvider> routed;
    private volatile Map<String, URI> routes;
    private final ProviderRoutePredicateFactory predicates;
    private final CallProviderGatewayFilterFactory calls;

    public KeywayRoutes(
            Snapshot first,
            ApplicationEventPublisher events,
            ProviderRoutePredicateFactory predicates,
            CallProviderGatewayFilterFactory calls) {
        this.routed = first.providers();
        this.routes = identities(routed);
        this.events = events;
        this.predicates = predicates;
        this.calls = calls;
    }

    @Override
    public Flux<Route> getRoutes() {
        return Flux.fromIterable(routed.values()).map(this::route);
    }

    /**
     * Refreshes the routes where a provider comes, goes or moves; routes look up what else changes. Spring Cloud Gateway has
     * the new routes before this returns: ours are made without waiting.
     */
    @Override
    public void changing(Snapshot now, Snapshot next) {
        Map<String, ConfiguredProvider> both = new LinkedHashMap<>(now.providers());
        both.putAll(next.providers());
        Map<String, URI> wanted = identities(both);
        Map<String, ConfiguredProvider> before = routed;
        routed = both;
        if (!wanted.equals(routes)) {
            try {
                events.publishEvent(new RefreshRoutesEvent(this));
            } catch (RuntimeException | Error failure) {
                routed = before;
                throw failure;
            }
        }
        routes = wanted;
    }

    private static Map<String, URI> identities(Map<String, ConfiguredProvider> providers) {
        return providers.values().stream()
                .collect(Collectors.toMap(
                        ConfiguredProvider::id,
                        provider -> provider.declaration().baseUrl()));
    }

    private Route route(ConfiguredProvider provider) {
        ProviderRoutePredicateFactory.Config match = new ProviderRoutePredicateFactory.Config();
        match.setProvider(provider.id());
        Supplier<ConfiguredProvider> current = () -> routed.getOrDefault(provider.id(), provider);
        return Route.async()
                .id("keyway-" + provider.id())
                .uri(provider.declaration().baseUrl())
                .asyncPredicate(predicates.applyAsync(match))
                .filters(new OrderedGatewayFilter(calls.onOwnRoute(current), FilterOrders.CALL_PROVIDER))
                .metadata("provider", provider.id())
                .build();
    }
}
