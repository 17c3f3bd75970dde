package dev.keyway.filters.route;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Passes the sanitized body on to the filters behind it. */
record SanitizePayloadFilter(RouteRequestReader reader) implements GatewayFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return reader.prepared(exchange, prepared -> chain.filter(SanitizedRequest.in(exchange, prepared)));
    }
}
