package dev.keyway.filters.route;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.endpoint.Endpoints;
import dev.keyway.filters.models.NamedModel;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.request.Identified;
import dev.keyway.filters.request.LlmRequest;
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

    /** Runs the work on the prepared request. One that was served is not served again: another begins if the body can be read again. */
    Mono<Void> prepared(ServerWebExchange exchange, Function<Prepared, Mono<Void>> work) {
        RequestStage reached = StageAttribute.of(exchange);
        boolean again = reached != null && isServed(reached);
        if (!again && reached instanceof Prepared already) {
            return work.apply(already);
        }
        if (!again && reached instanceof Resolved resolved) {
            return prepare(exchange, resolved, work);
        }
        Optional<Operation> asked = operation.or(
                () -> Endpoints.operationAtEndOf(exchange.getRequest().getPath().value()));
        ApiFamily family = asked.map(Operation::family).orElse(ApiFamily.OPENAI);
        return steps.lifecycles().begin(exchange, family, stage -> {
            steps.permission().require();
            Operation known = asked.orElseThrow(() -> new GatewayException(
                    ErrorCode.OPERATION_NOT_SUPPORTED,
                    "The end of this path names no operation. The route's argument 'operation' can name it."));
            Identified identified = identified(stage);
            Mono<LlmRequest> reading = steps.reader().read(exchange, identified);
            return (again ? reading.onErrorMap(RouteRequestReader::bodyIsGone) : reading)
                    .map(request -> resolve(identified, request, RequestedOperation.of(known)))
                    .flatMap(resolved -> prepare(exchange, resolved, work));
        });
    }

    private static boolean isServed(RequestStage reached) {
        return reached.lifecycle().isOver()
                || (reached instanceof Prepared prepared && prepared.payload().isTaken());
    }

    /** The server gives a request's body once, unless a filter has cached it. */
    private static GatewayException bodyIsGone(Throwable unreadable) {
        return new GatewayException(
                ErrorCode.INTERNAL_ERROR,
                "This route ran Keyway's filters again for a request that was served before and whose body has been read. Remove the retry or"
                        + " the fallback from the route: CallProvider fails over by itself.");
    }

    private Mono<Void> prepare(ServerWebExchange exchange, Resolved resolved, Function<Prepared, Mono<Void>> work) {
        return steps.server().prepare(resolved, preparation).flatMap(prepared -> {
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

    private Resolved resolve(Identified identified, LlmRequest request, RequestedOperation asked) {
        ConfiguredProvider configured = provider.get();
        String prefix = configured.id() + "/";
        String model =
                request.model().startsWith(prefix) ? request.model().substring(prefix.length()) : request.model();
        return Resolution.of(identified, request, asked, List.of(new NamedModel(configured, model)));
    }
}
