package dev.keyway.filters.route;

import dev.keyway.filters.serving.RequestServer;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The terminal filter: nothing of the chain runs after it. */
final class CallProviderFilter implements GatewayFilter {

    private final RouteRequestReader reader;
    private final RequestServer server;
    private final ForwardedHeaders forwarded;

    CallProviderFilter(RouteRequestReader reader, RequestServer server, ForwardedHeaders forwarded) {
        this.reader = reader;
        this.server = server;
        this.forwarded = forwarded;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return reader.prepared(exchange, prepared -> server.serve(exchange, prepared, forwarded.of(exchange)));
    }
}
