package dev.keyway.filters.route;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.request.LlmRequest;
import dev.keyway.filters.request.Reception;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.request.Taken;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Takes a request in for one filter on one route. On Keyway's own routes the edge has done it already. */
final class RouteIntake {

    private final Reception reception;
    private final RequestReader reader;
    private final Supplier<ConfiguredProvider> provider;
    private final Optional<Operation> operation;

    /** @param provider the route's provider as it is configured now; asked for each request */
    RouteIntake(
            Reception reception,
            RequestReader reader,
            Supplier<ConfiguredProvider> provider,
            Optional<Operation> operation) {
        this.reception = reception;
        this.reader = reader;
        this.provider = provider;
        this.operation = operation;
    }

    /** Runs the work on a request that is read and aimed at this route's provider. */
    Mono<Void> receive(ServerWebExchange exchange, BiFunction<Taken, LlmRequest, Mono<Void>> work) {
        Taken aimed = Taken.of(exchange);
        if (aimed != null && aimed.target() != null) {
            return reader.read(exchange, aimed).flatMap(request -> work.apply(aimed, request));
        }
        Optional<Operation> asked = operation.or(() -> byPath(exchange));
        ApiFamily family = asked.map(Operation::family).orElse(ApiFamily.OPENAI);
        return reception.receive(exchange, family, taken -> {
            Operation known = asked.orElseThrow(() -> new GatewayException(
                    ErrorCode.OPERATION_NOT_SUPPORTED,
                    "The end of this path names no operation. The route's argument 'operation' can name it."));
            return reader.read(exchange, taken).flatMap(request -> {
                aim(taken, request, known);
                return work.apply(taken, request);
            });
        });
    }

    private void aim(Taken taken, LlmRequest request, Operation known) {
        request.requireFitFor(known);
        ConfiguredProvider configured = provider.get();
        String prefix = configured.id() + "/";
        String model =
                request.model().startsWith(prefix) ? request.model().substring(prefix.length()) : request.model();
        taken.aimAt(configured.serve(known, model), request.stream());
    }

    private static Optional<Operation> byPath(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().value();
        return Arrays.stream(Operation.values())
                .filter(operation -> path.endsWith(operation.path()))
                .max(Comparator.comparingInt(operation -> operation.path().length()));
    }
}
