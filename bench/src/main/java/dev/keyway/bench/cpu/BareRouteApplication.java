package dev.keyway.bench.cpu;

import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@link BareRoute} runs: everything under {@code /v1} goes to the provider. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareRouteApplication {

    /** Starts it. */
    public static void main(String... args) {
        SpringApplication application = new SpringApplication(BareRouteApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.main.banner-mode", "off",
                "spring.cloud.gateway.server.webflux.httpclient.pool.leasing-strategy", "lifo",
                "logging.level.root", "warn"));
        application.run(args);
    }

    @Bean
    RouteLocator route(RouteLocatorBuilder routes, @Value("${bare.provider}") String provider) {
        return routes.routes()
                .route("provider", route -> route.path("/v1/**").uri(provider))
                .build();
    }
}
