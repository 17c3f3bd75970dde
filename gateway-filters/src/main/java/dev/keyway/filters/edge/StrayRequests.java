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

/**
 * Answers, where the gateway stands alone, what no path of its own took in: with an error in the shape that its callers
 * read, and with the path that was probably meant.
 */
final class StrayRequests implements WebFilter, Ordered {

    private final RequestLifecycles lifecycles;

    StrayRequests(RequestLifecycles lifecycles) {
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
                : served.onErrorResume(StrayRequests::isRefusal, refusal -> answer(exchange));
    }

    private static boolean isRefusal(Throwable error) {
        return error instanceof GatewayException
                || (error instanceof ResponseStatusException status
                        && status.getStatusCode().is4xxClientError());
    }

    private Mono<Void> answer(ServerWebExchange exchange) {
        return lifecycles.begin(exchange, family(exchange), received -> {
            Gate.requireOneHost(exchange.getRequest());
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
                        + MeantPath.hint(EdgePath.of(raw).guess()));
    }
}
