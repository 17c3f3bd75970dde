package dev.keyway.filters.edge;

import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.downstream.BareRefusals;
import dev.keyway.filters.limit.Ledger;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.request.RequestIds;
import dev.keyway.filters.request.RequestLifecycles;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.route.RouteAutoConfiguration;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.snapshot.LiveSnapshot;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.filters.snapshot.ServingPermission;
import dev.keyway.filters.tokencount.TokenCounter;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Schedulers;

/** Keyway's own endpoints below {@code /v1}; a host application has them only if it sets {@code keyway.endpoints}. */
@AutoConfiguration(after = RouteAutoConfiguration.class)
@ConditionalOnProperty("keyway.endpoints")
public class EdgeAutoConfiguration {

    @Bean
    CallerAuthentication keywayGate(LiveSnapshot live, ProcessSettings settings) {
        return new CallerAuthentication(live, settings.proxies(), Clock.systemUTC());
    }

    @Bean
    RequestEntry keywayRequestEntry(
            CallerAuthentication gate, RequestLifecycles lifecycles, ServingPermission permission) {
        return new RequestEntry(lifecycles, gate, permission);
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
    UnknownEndpoints keywayUnknownEndpoints(RequestLifecycles lifecycles) {
        return new UnknownEndpoints(lifecycles);
    }

    /** Also what the server refuses before any filter sees it. */
    @Bean
    @ConditionalOnProperty("keyway.standalone")
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> keywayBareRefusals() {
        BareRefusals refusals = new BareRefusals(RequestIds::next);
        return server -> server.addServerCustomizers(
                http -> http.doOnChannelInit((observer, channel, remote) -> refusals.attachTo(channel)));
    }

    @Bean
    RouterFunction<ServerResponse> keywayEndpointRoutes(
            Providers providers, ModelDirectory models, BodyReader bodies, LiveSnapshot live, Ledger ledger) {
        return new KeywayEndpoints(
                        providers,
                        models,
                        bodies,
                        new TokenCounter(),
                        Schedulers.boundedElastic(),
                        () -> live.get().model().prices(),
                        ledger,
                        Clock.systemUTC())
                .routes();
    }
}
