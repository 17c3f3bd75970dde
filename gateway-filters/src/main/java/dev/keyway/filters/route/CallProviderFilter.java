package dev.keyway.filters.route;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The terminal filter: nothing of the chain runs after it. */
final class CallProviderFilter implements GatewayFilter {

    private final RouteIntake intake;
    private final AnswerWriter writer;
    private final ForwardedHeaders forwarded;

    CallProviderFilter(RouteIntake intake, AnswerWriter writer, ForwardedHeaders forwarded) {
        this.intake = intake;
        this.writer = writer;
        this.forwarded = forwarded;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return intake.receive(
                exchange, (taken, request) -> writer.answer(exchange, taken, request, forwarded.of(exchange)));
    }
}
