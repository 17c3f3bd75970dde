package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What an application has for all routes acts on the gateway's own too. */
class GlobalFilterIT {

    private static final String CORS = "spring.cloud.gateway.server.webflux.globalcors.cors-configurations.";

    @Test
    void anApplicationsGlobalFilterActsOnTheRoutesOfProviders() {
        try (FakeProvider provider = FakeProvider.start("sk-1");
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", provider.v1(), "sk-1")
                        .with(Counted.class)
                        .start()) {
            assertThat(gateway.chat("openai/gpt-4o", "filtered").statusCode()).isEqualTo(200);

            assertThat(gateway.context().getBean(Counted.class).requests).hasValue(1);
        }
    }

    /** If this fails after an upgrade, see decision 48. */
    @Test
    void theGlobalFiltersOfSpringCloudGatewayDoNotActOnTheRoutesOfProviders() {
        try (FakeProvider provider = FakeProvider.start("sk-1");
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", provider.v1(), "sk-1")
                        .start()) {
            Map<String, Integer> orders = gateway.context().getBeansOfType(GlobalFilter.class).values().stream()
                    .collect(Collectors.toMap(
                            filter -> filter.getClass().getSimpleName(), filter -> ((Ordered) filter).getOrder()));

            assertThat(orders.keySet())
                    .containsExactlyInAnyOrder(
                            "AdaptCachedBodyGlobalFilter",
                            "ForwardPathFilter",
                            "ForwardRoutingFilter",
                            "NettyRoutingFilter",
                            "NettyWriteResponseFilter",
                            "NoLoadBalancerClientFilter",
                            "RemoveCachedBodyFilter",
                            "RequestScope",
                            "RouteToRequestUrlFilter",
                            "WebsocketRoutingFilter");
            assertThat(orders.entrySet().stream()
                            .filter(filter -> filter.getValue() <= callProvider(gateway))
                            .map(Map.Entry::getKey))
                    .containsExactlyInAnyOrder("AdaptCachedBodyGlobalFilter", "RemoveCachedBodyFilter");
        }
    }

    private static int callProvider(TestGateway gateway) {
        Route route = Objects.requireNonNull(gateway.context()
                .getBean("keywayRoutes", RouteLocator.class)
                .getRoutes()
                .blockFirst());
        return ((Ordered) route.getFilters().getLast()).getOrder();
    }

    @Test
    void anApplicationsRulesForBrowsersHoldOnTheRoutesOfProviders() {
        try (FakeProvider provider = FakeProvider.start("sk-1");
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", provider.v1(), "sk-1")
                        .set(CORS + "[/**].allowed-origins", "https://chat.example")
                        .set(CORS + "[/**].allowed-methods", "POST")
                        .start()) {
            HttpResponse<String> answer = gateway.post(
                    "/v1/chat/completions",
                    TestGateway.chatBody("openai/gpt-4o", "browser", false),
                    "Origin",
                    "https://chat.example");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("access-control-allow-origin"))
                    .hasValue("https://chat.example");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Counted {

        private final AtomicInteger requests = new AtomicInteger();

        @Bean
        GlobalFilter counting() {
            return new Counting(requests);
        }
    }

    private record Counting(AtomicInteger requests) implements GlobalFilter, Ordered {

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
            requests.incrementAndGet();
            return chain.filter(exchange);
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }
}
