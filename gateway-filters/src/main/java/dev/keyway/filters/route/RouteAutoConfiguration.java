package dev.keyway.filters.route;

import dev.keyway.filters.call.CallDependencies;
import dev.keyway.filters.call.KeyLease;
import dev.keyway.filters.request.RequestAutoConfiguration;
import dev.keyway.filters.request.RequestLifecycles;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.serving.RequestServer;
import dev.keyway.filters.serving.ServingAutoConfiguration;
import dev.keyway.filters.snapshot.LiveSnapshot;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.filters.snapshot.ServingPermission;
import dev.keyway.filters.snapshot.SnapshotSource;
import dev.keyway.filters.upstream.transport.AddressGuard;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;

/** Filter and predicate factories for routes. */
@AutoConfiguration(after = {RequestAutoConfiguration.class, ServingAutoConfiguration.class})
@ConditionalOnBean(SnapshotSource.class)
public class RouteAutoConfiguration {

    @Bean
    RouteSteps keywayRouteSteps(
            RequestLifecycles lifecycles, ServingPermission permission, RequestReader reader, RequestServer server) {
        return new RouteSteps(lifecycles, permission, reader, server);
    }

    @Bean
    RouteProviders keywayRouteProviders(Providers providers, SnapshotSource source) {
        return new RouteProviders(providers, source.providersComeLater());
    }

    @Bean
    ProviderRoutePredicateFactory providerRoutePredicateFactory() {
        return new ProviderRoutePredicateFactory();
    }

    @Bean
    SanitizePayloadGatewayFilterFactory sanitizePayloadGatewayFilterFactory(
            RouteProviders providers, RouteSteps steps) {
        return new SanitizePayloadGatewayFilterFactory(providers, steps);
    }

    @Bean
    CallProviderGatewayFilterFactory callProviderGatewayFilterFactory(RouteProviders providers, RouteSteps steps) {
        return new CallProviderGatewayFilterFactory(providers, steps);
    }

    @Bean
    InjectProviderKeyGatewayFilterFactory injectProviderKeyGatewayFilterFactory(
            RouteProviders providers,
            RequestLifecycles lifecycles,
            ServingPermission permission,
            CallDependencies dependencies,
            LiveSnapshot live,
            ObjectProvider<AddressGuard> guard) {
        return new InjectProviderKeyGatewayFilterFactory(
                providers,
                lifecycles,
                permission,
                new KeyLease.Leases(dependencies, () -> live.get().model().globalTimeout()),
                new KeyDestination(guard.getIfAvailable() != null));
    }

    @Bean
    RequestScope keywayRequestScope(RequestLifecycles lifecycles) {
        return new RequestScope(lifecycles);
    }

    @Bean
    TerminalFilterCheck keywayTerminalFilterCheck(RouteLocator routes) {
        return new TerminalFilterCheck(routes);
    }
}
