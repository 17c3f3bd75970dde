package dev.keyway.filters.edge;

import dev.keyway.filters.endpoint.Endpoints;
import dev.keyway.filters.snapshot.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets scripts of the origins in the settings call Keyway's paths (CORS). Where there are none, nothing is said to browsers,
 * and they let no script read an answer.
 */
final class BrowserAccess implements WebFilter, Ordered {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private static final List<String> READABLE = List.of(
            "request-id",
            "retry-after",
            "retry-after-ms",
            "x-keyway-dropped",
            "x-keyway-origin",
            "x-request-id",
            "x-should-retry");

    private final DefaultCorsProcessor processor = new DefaultCorsProcessor();
    private final Supplier<Snapshot> live;

    /** @param live the settings that hold; asked for each request of a browser */
    BrowserAccess(Supplier<Snapshot> live) {
        this.live = live;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 90;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String origin = exchange.getRequest().getHeaders().getFirst(HttpHeaders.ORIGIN);
        if (origin == null || !isOurs(exchange)) {
            return chain.filter(exchange);
        }
        List<String> origins = live.get().model().corsOrigins();
        boolean preFlight = CorsUtils.isPreFlightRequest(exchange.getRequest());
        if (origins.isEmpty() || (!preFlight && !origins.contains("*") && !origins.contains(origin))) {
            return chain.filter(exchange);
        }
        boolean goesOn = processor.process(rules(origins), exchange) && !preFlight;
        return goesOn ? chain.filter(exchange) : exchange.getResponse().setComplete();
    }

    private boolean isOurs(ServerWebExchange exchange) {
        String root = EdgePath.root(exchange.getRequest());
        return root.equals(Endpoints.ROOT.substring(1))
                || live.get().providers().containsKey(root);
    }

    /** No credentials: the token stands in a header that the script itself sets. */
    private static CorsConfiguration rules(List<String> origins) {
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowedOrigins(origins);
        rules.setAllowedMethods(List.of("GET", "POST"));
        rules.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        rules.setExposedHeaders(READABLE);
        rules.setMaxAge(REMEMBERED);
        return rules;
    }
}
