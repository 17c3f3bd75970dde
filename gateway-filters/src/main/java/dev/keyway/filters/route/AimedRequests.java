package dev.keyway.filters.route;

import dev.keyway.filters.request.LlmRequest;
import dev.keyway.filters.request.Taken;
import java.util.List;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * Serves what the edge has read and aimed at a provider, as the provider's route would: none of Spring Cloud Gateway's own
 * filters acts on those routes, and looking for the route costs more than the key. Where the application has global
 * filters or rules for browsers of other origins (CORS), or has Spring Cloud Gateway count what each route serves, the
 * routes serve.
 */
public final class AimedRequests implements HandlerMapping, Ordered {

    private static final String SPRINGS_OWN = "org.springframework.cloud.gateway.";
    private static final String COUNTS_EVERY_ROUTE = SPRINGS_OWN + "filter.GatewayMetricsFilter";

    private final AnswerWriter writer;
    private final boolean acts;
    private final ForwardedHeaders forwarded = ForwardedHeaders.onOwnRoute();
    private final Mono<Object> handler = Mono.just((WebHandler) this::serve);

    private AimedRequests(AnswerWriter writer, boolean acts) {
        this.writer = writer;
        this.acts = acts;
    }

    /** Serves unless one of the filters would act on the routes. */
    public static AimedRequests unlessFiltered(AnswerWriter writer, List<GlobalFilter> filters) {
        return new AimedRequests(
                writer,
                filters.stream()
                        .map(filter -> filter.getClass().getName())
                        .allMatch(filter -> filter.startsWith(SPRINGS_OWN) && !filter.equals(COUNTS_EVERY_ROUTE)));
    }

    /** Leaves everything to the routes. */
    public static AimedRequests none(AnswerWriter writer) {
        return new AimedRequests(writer, false);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Object> getHandler(ServerWebExchange exchange) {
        Taken taken = Taken.of(exchange);
        boolean isAimed = taken != null && taken.target() != null && taken.request() != null;
        return acts && isAimed ? handler : Mono.empty();
    }

    private Mono<Void> serve(ServerWebExchange exchange) {
        Taken taken = Objects.requireNonNull(Taken.of(exchange));
        LlmRequest request = Objects.requireNonNull(taken.request());
        SanitizePayloadGatewayFilterFactory.sanitize(taken, request);
        return writer.answer(exchange, taken, request, forwarded.of(exchange));
    }
}
