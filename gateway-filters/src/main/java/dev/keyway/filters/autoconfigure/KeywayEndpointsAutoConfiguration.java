package dev.keyway.filters.autoconfigure;

import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.downstream.BareRefusals;
import dev.keyway.filters.edge.BrowserAccess;
import dev.keyway.filters.edge.EdgeFilter;
import dev.keyway.filters.edge.Gate;
import dev.keyway.filters.edge.KeywayEndpoints;
import dev.keyway.filters.edge.RequestEntry;
import dev.keyway.filters.edge.StrayRequests;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.passthrough.NativeModels;
import dev.keyway.filters.passthrough.NativeResolver;
import dev.keyway.filters.passthrough.PassThroughEdge;
import dev.keyway.filters.request.RequestIds;
import dev.keyway.filters.request.RequestLifecycles;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.route.CallProviderGatewayFilterFactory;
import dev.keyway.filters.route.DirectRouting;
import dev.keyway.filters.route.KeywayRoutes;
import dev.keyway.filters.route.ProviderRoutePredicateFactory;
import dev.keyway.filters.serving.RequestServer;
import dev.keyway.filters.snapshot.LiveSnapshot;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.filters.tokencount.TokenCounter;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Schedulers;

/** Keyway's own endpoints below {@code /v1}; a host application has them only if it sets {@code keyway.endpoints}. */
@AutoConfiguration(after = KeywayAutoConfiguration.class)
@ConditionalOnProperty("keyway.endpoints")
public class KeywayEndpointsAutoConfiguration {

    @Bean
    Gate keywayGate(LiveSnapshot live) {
        return new Gate(live);
    }

    @Bean
    RequestEntry keywayRequestEntry(Gate gate, RequestLifecycles lifecycles) {
        return new RequestEntry(lifecycles, gate);
    }

    @Bean
    EdgeFilter keywayEdge(RequestEntry entry, RequestReader reader, ModelDirectory models) {
        return new EdgeFilter(entry, reader, models);
    }

    @Bean
    BrowserAccess keywayBrowserAccess(LiveSnapshot live) {
        return new BrowserAccess(live);
    }

    /** A host application answers what is not Keyway's by itself. */
    @Bean
    @ConditionalOnProperty("keyway.standalone")
    StrayRequests keywayStrayRequests(RequestLifecycles lifecycles) {
        return new StrayRequests(lifecycles);
    }

    /** Also what the server refuses before any filter sees it. */
    @Bean
    @ConditionalOnProperty("keyway.standalone")
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> keywayBareRefusals() {
        BareRefusals refusals = new BareRefusals(RequestIds::next);
        return server -> server.addServerCustomizers(
                http -> http.doOnChannelInit((observer, channel, remote) -> refusals.attachTo(channel)));
    }

    /** In a host application the paths of its own may begin with a provider's name, so it has to ask for this. */
    @Bean
    @ConditionalOnProperty("keyway.pass-through")
    PassThroughEdge keywayPassThrough(
            RequestEntry entry, Providers providers, RequestReader reader, ModelDirectory models) {
        return new PassThroughEdge(entry, providers, new NativeResolver(reader, models), new NativeModels(models));
    }

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

    @Bean
    RouterFunction<ServerResponse> keywayEndpointRoutes(
            Providers providers, ModelDirectory models, BodyReader bodies, LiveSnapshot live) {
        return new KeywayEndpoints(
                        providers,
                        models,
                        bodies,
                        new TokenCounter(),
                        Schedulers.boundedElastic(),
                        () -> live.get().model().prices(),
                        Clock.systemUTC())
                .routes();
    }
}
