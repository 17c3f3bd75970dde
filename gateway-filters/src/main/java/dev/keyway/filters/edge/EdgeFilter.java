package dev.keyway.filters.edge;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.request.Reception;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.request.Taken;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The front door of Keyway's own endpoints, everything below {@code /v1} as the router reads paths: knows the caller, reads
 * the body, finds the target, then lets the route of that provider go on. All other paths are left alone.
 */
public final class EdgeFilter implements WebFilter, Ordered {

    private static final String ROOT_SEGMENT = KnownPaths.ROOT.substring(1);
    private static final Map<String, Operation> OPERATIONS = Stream.of(Operation.values())
            .collect(Collectors.toUnmodifiableMap(
                    operation -> KnownPaths.ROOT + operation.path(), operation -> operation));

    /** Where providers let stored things be fetched and changed. */
    private static final List<String> KEPT_UPSTREAM = List.of(
            "/v1/responses", "/v1/conversations", "/v1/files", "/v1/uploads", "/v1/batches", "/v1/vector_stores");

    private final Reception reception;
    private final Gate gate;
    private final RequestReader reader;
    private final ModelDirectory models;

    public EdgeFilter(Reception reception, Gate gate, RequestReader reader, ModelDirectory models) {
        this.reception = reception;
        this.gate = gate;
        this.reader = reader;
        this.models = models;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = EdgePath.raw(exchange.getRequest());
        Operation plain = OPERATIONS.get(path);
        if (plain == null && !EdgePath.root(exchange.getRequest()).equals(ROOT_SEGMENT)) {
            return chain.filter(exchange);
        }
        EdgePath asked = plain == null ? EdgePath.of(path) : null;
        Operation operation = asked == null ? plain : OPERATIONS.get(asked.guess());
        return reception.receive(exchange, family(exchange, operation), taken -> {
            String known = asked == null ? path : asked.plain();
            gate.admit(exchange, taken);
            if (operation == null) {
                refuseStored(known);
                return chain.filter(EdgePath.spelt(exchange, known))
                        .onErrorMap(ResponseStatusException.class, error -> unknown(error, path));
            }
            if (!HttpMethod.POST.equals(exchange.getRequest().getMethod())) {
                throw new GatewayException(ErrorCode.OPERATION_NOT_SUPPORTED, "This endpoint takes POST only.");
            }
            return aim(exchange, taken, operation).then(Mono.defer(() -> chain.filter(exchange)));
        });
    }

    private Mono<Void> aim(ServerWebExchange exchange, Taken taken, Operation operation) {
        return reader.read(exchange, taken)
                .doOnNext(request -> request.requireFitFor(operation))
                .flatMap(request -> models.resolve(request.model())
                        .doOnNext(named ->
                                taken.aimAt(named.provider().serve(operation, named.model()), request.stream())))
                .then();
    }

    /** What a provider keeps is kept for one account; a pool would mix accounts and teams. */
    private static void refuseStored(String path) {
        for (String kept : KEPT_UPSTREAM) {
            if (path.startsWith(kept) && (path.length() == kept.length() || path.charAt(kept.length()) == '/')) {
                throw new GatewayException(
                        ErrorCode.OPERATION_NOT_SUPPORTED,
                        "What a provider stores belongs to one of its accounts and cannot be read or changed through"
                                + " this gateway.");
            }
        }
    }

    private static Throwable unknown(ResponseStatusException error, String path) {
        return error.getStatusCode().is4xxClientError() ? StrayRequests.noSuchPath(path) : error;
    }

    private static ApiFamily family(ServerWebExchange exchange, @Nullable Operation operation) {
        return operation == null ? StrayRequests.family(exchange) : operation.family();
    }
}
