package dev.keyway.filters.route;

import dev.keyway.filters.serving.RequestServer;
import dev.keyway.filters.snapshot.LiveSnapshot;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** Keyway's own routes, on which requests to its endpoints are served. */
@AutoConfiguration(after = RouteAutoConfiguration.class)
@ConditionalOnProperty("keyway.endpoints")
public class OwnRoutesAutoConfiguration {

    @Bean
    KeywayRoutes keywayRoutes(
            LiveSnapshot live,
            ApplicationEventPublisher events,
            ProviderRoutePredicateFactory predicates,
            CallProviderGatewayFilterFactory calls) {
        return new KeywayRoutes(live.get(), events, predicates, calls);
    }

    @Bean
    DirectRouting keywayDirectRouting(
            RequestServer server, List<GlobalFilter> filters, ObjectProvider<GlobalCorsProperties> cors) {
        boolean isOpenToBrowsers =
                cors.stream().anyMatch(rules -> !rules.getCorsConfigurations().isEmpty());
        return isOpenToBrowsers ? DirectRouting.none(server) : DirectRouting.unlessFiltered(server, filters);
    }
}
