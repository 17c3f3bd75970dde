package dev.keyway.filters.autoconfigure;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.downstream.BareRefusals;
import dev.keyway.filters.edge.BrowserAccess;
import dev.keyway.filters.edge.EdgeFilter;
import dev.keyway.filters.edge.Gate;
import dev.keyway.filters.edge.KeywayEndpoints;
import dev.keyway.filters.edge.StrayRequests;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.passthrough.NativeAim;
import dev.keyway.filters.passthrough.NativeModels;
import dev.keyway.filters.passthrough.PassThroughEdge;
import dev.keyway.filters.request.Reception;
import dev.keyway.filters.request.RequestIds;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.route.AimedRequests;
import dev.keyway.filters.route.AnswerWriter;
import dev.keyway.filters.route.CallProviderGatewayFilterFactory;
import dev.keyway.filters.route.KeywayRoutes;
import dev.keyway.filters.route.ProviderRoutePredicateFactory;
import dev.keyway.filters.route.SanitizePayloadGatewayFilterFactory;
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
    EdgeFilter keywayEdge(Gate gate, Reception reception, RequestReader reader, ModelDirectory models) {
        return new EdgeFilter(reception, gate, reader, models);
    }

    @Bean
    BrowserAccess keywayBrowserAccess(LiveSnapshot live) {
        return new BrowserAccess(live);
    }

    /** A host application answers what is not Keyway's by itself. */
    @Bean
    @ConditionalOnProperty("keyway.standalone")
    StrayRequests keywayStrayRequests(Reception reception) {
        return new StrayRequests(reception);
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
            Gate gate, Reception reception, Providers providers, RequestReader reader, ModelDirectory models) {
        return new PassThroughEdge(reception, gate, providers, new NativeAim(reader, models), new NativeModels(models));
    }

    @Bean
    KeywayRoutes keywayRoutes(
            LiveSnapshot live,
            ApplicationEventPublisher events,
            ProviderRoutePredicateFactory predicates,
            SanitizePayloadGatewayFilterFactory sanitizers,
            CallProviderGatewayFilterFactory calls) {
        return new KeywayRoutes(live.get(), events, predicates, sanitizers, calls);
    }

    @Bean
    AimedRequests keywayAimedRequests(
            AnswerWriter writer, List<GlobalFilter> filters, ObjectProvider<GlobalCorsProperties> cors) {
        boolean isOpenToBrowsers =
                cors.stream().anyMatch(rules -> !rules.getCorsConfigurations().isEmpty());
        return isOpenToBrowsers ? AimedRequests.none(writer) : AimedRequests.unlessFiltered(writer, filters);
    }

    @Bean
    RouterFunction<ServerResponse> keywayEndpointRoutes(
            Providers providers, ModelDirectory models, BodyReader bodies, PriceCatalogue prices) {
        return new KeywayEndpoints(
                        providers,
                        models,
                        bodies,
                        new TokenCounter(),
                        Schedulers.boundedElastic(),
                        prices,
                        Clock.systemUTC())
                .routes();
    }
}
