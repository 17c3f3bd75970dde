package dev.keyway.filters.edge;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.request.RequestLifecycles;
import dev.keyway.filters.request.StageAttribute;
import org.springframework.core.Ordered;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Standalone: answers requests that no endpoint handles, and suggests the endpoint that was probably meant. */
final class UnknownEndpoints implements WebFilter, Ordered {

    private final RequestLifecycles lifecycles;

    UnknownEndpoints(RequestLifecycles lifecycles) {
        this.lifecycles = lifecycles;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 120;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Mono<Void> served = chain.filter(exchange);
        return StageAttribute.of(exchange) != null
                ? served
                : served.onErrorResume(UnknownEndpoints::isRefusal, refusal -> answer(exchange));
    }

    private static boolean isRefusal(Throwable error) {
        return error instanceof GatewayException
                || (error instanceof ResponseStatusException status
                        && status.getStatusCode().is4xxClientError());
    }

    private Mono<Void> answer(ServerWebExchange exchange) {
        return lifecycles.begin(exchange, family(exchange), received -> {
            CallerAuthentication.requireOneHost(exchange.getRequest());
            throw noSuchPath(EdgePath.raw(exchange.getRequest()));
        });
    }

    static ApiFamily family(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().containsHeader("anthropic-version")
                ? ApiFamily.ANTHROPIC
                : ApiFamily.OPENAI;
    }

    static GatewayException noSuchPath(String raw) {
        return new GatewayException(
                ErrorCode.OPERATION_NOT_SUPPORTED,
                "This endpoint does not exist, or does not support this method"
                        + EndpointSuggestion.hint(EdgePath.of(raw).normalized()));
    }
}
