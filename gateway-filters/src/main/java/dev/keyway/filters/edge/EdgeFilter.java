package dev.keyway.filters.edge;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.caller.CallerCheck;
import dev.keyway.filters.endpoint.Endpoints;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.request.Identified;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.request.RequestedOperation;
import dev.keyway.filters.request.Resolution;
import dev.keyway.filters.request.Resolved;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The front door of Keyway's own endpoints, everything below {@code /v1} as the router reads paths: identifies the
 * caller, reads the body and resolves its model, then passes the request on. All other paths are left alone.
 */
final class EdgeFilter implements WebFilter, Ordered {

    private static final String ROOT_SEGMENT = Endpoints.ROOT.substring(1);

    private final RequestEntry entry;
    private final RequestReader reader;
    private final ModelDirectory models;

    EdgeFilter(RequestEntry entry, RequestReader reader, ModelDirectory models) {
        this.entry = entry;
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
        Operation exact = Endpoints.operation(path);
        if (exact == null && !EdgePath.root(exchange.getRequest()).equals(ROOT_SEGMENT)) {
            return chain.filter(exchange);
        }
        EdgePath asked = exact == null ? EdgePath.of(path) : EdgePath.exact(path);
        Operation operation = exact == null ? Endpoints.operation(asked.normalized()) : exact;
        return entry.enter(
                exchange,
                family(exchange, operation),
                asked,
                identified -> operation == null
                        ? other(exchange, chain, asked)
                        : entry.pass(exchange, chain, resolve(exchange, identified, RequestedOperation.of(operation))));
    }

    private Mono<Resolved> resolve(ServerWebExchange exchange, Identified identified, RequestedOperation operation) {
        if (!HttpMethod.POST.equals(exchange.getRequest().getMethod())) {
            throw new GatewayException(ErrorCode.OPERATION_NOT_SUPPORTED, "This endpoint takes POST only.");
        }
        return reader.read(exchange, identified).flatMap(request -> {
            CallerCheck.requireModel(identified.caller(), request.model());
            return models.resolve(request.model()).map(named -> Resolution.of(identified, request, operation, named));
        });
    }

    /** What the gateway answers itself, and what it does not have. */
    private static Mono<Void> other(ServerWebExchange exchange, WebFilterChain chain, EdgePath asked) {
        refuseStored(asked.plain());
        String path = EdgePath.raw(exchange.getRequest());
        return chain.filter(EdgePath.withPath(exchange, asked.plain()))
                .onErrorMap(ResponseStatusException.class, error -> unknown(error, path));
    }

    /** What a provider keeps is kept for one account; a pool would mix accounts and teams. */
    private static void refuseStored(String path) {
        if (Endpoints.isStoredUpstream(path)) {
            throw new GatewayException(
                    ErrorCode.OPERATION_NOT_SUPPORTED,
                    "What a provider stores belongs to one of its accounts and cannot be read or changed through"
                            + " this gateway.");
        }
    }

    private static Throwable unknown(ResponseStatusException error, String path) {
        return error.getStatusCode().is4xxClientError() ? UnknownEndpoints.noSuchPath(path) : error;
    }

    private static ApiFamily family(ServerWebExchange exchange, @Nullable Operation asked) {
        return asked == null ? UnknownEndpoints.family(exchange) : asked.family();
    }
}
