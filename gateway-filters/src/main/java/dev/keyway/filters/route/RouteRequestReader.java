package dev.keyway.filters.route;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.endpoint.Endpoints;
import dev.keyway.filters.models.NamedModel;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.request.Identified;
import dev.keyway.filters.request.Preparation;
import dev.keyway.filters.request.Prepared;
import dev.keyway.filters.request.RequestStage;
import dev.keyway.filters.request.RequestedOperation;
import dev.keyway.filters.request.Resolution;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.StageAttribute;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes a request on a route through the stages that it has not reached, up to the prepared body. Whichever of Keyway's filters
 * comes first on the route does this; those behind it find it done.
 */
final class RouteRequestReader {

    private final RouteSteps steps;
    private final Supplier<ConfiguredProvider> provider;
    private final Optional<Operation> operation;
    private final Preparation preparation;

    /**
     * Reader for one filter on one route.
     *
     * @param provider the route's provider as it is configured now; asked for each request
     * @param operation what requests ask for; empty if the end of each path says it
     */
    RouteRequestReader(
            RouteSteps steps,
            Supplier<ConfiguredProvider> provider,
            Optional<Operation> operation,
            Preparation preparation) {
        this.steps = steps;
        this.provider = provider;
        this.operation = operation;
        this.preparation = preparation;
    }

    /** Runs the work on the prepared request. */
    Mono<Void> prepared(ServerWebExchange exchange, Function<Prepared, Mono<Void>> work) {
        RequestStage reached = StageAttribute.of(exchange);
        if (reached instanceof Prepared already) {
            return work.apply(already);
        }
        if (reached instanceof Resolved resolved) {
            return prepare(exchange, resolved, work);
        }
        Optional<Operation> asked = operation.or(
                () -> Endpoints.operationAtEndOf(exchange.getRequest().getPath().value()));
        ApiFamily family = asked.map(Operation::family).orElse(ApiFamily.OPENAI);
        return steps.lifecycles().begin(exchange, family, stage -> {
            Operation known = asked.orElseThrow(() -> new GatewayException(
                    ErrorCode.OPERATION_NOT_SUPPORTED,
                    "The end of this path names no operation. The route's argument 'operation' can name it."));
            return resolve(exchange, identified(stage), new RequestedOperation.Common(known))
                    .flatMap(resolved -> prepare(exchange, resolved, work));
        });
    }

    private Mono<Void> prepare(ServerWebExchange exchange, Resolved resolved, Function<Prepared, Mono<Void>> work) {
        return steps.server().prepare(exchange, resolved, preparation).flatMap(prepared -> {
            StageAttribute.set(exchange, prepared);
            return work.apply(prepared);
        });
    }

    /** Where nobody has been identified, the host application decides who may call. */
    private static Identified identified(RequestStage stage) {
        return stage instanceof Identified identified
                ? identified
                : stage.received().anonymous();
    }

    private Mono<Resolved> resolve(ServerWebExchange exchange, Identified identified, RequestedOperation.Common asked) {
        return steps.reader().read(exchange, identified).map(request -> {
            ConfiguredProvider configured = provider.get();
            String prefix = configured.id() + "/";
            String model =
                    request.model().startsWith(prefix) ? request.model().substring(prefix.length()) : request.model();
            return Resolution.of(identified, request, asked, List.of(new NamedModel(configured, model)));
        });
    }
}
