package dev.keyway.filters.route;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.endpoint.Endpoints;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.server.ServerWebExchange;

/** Checks the arguments of our filters, and says which argument of which filter to change. */
final class RouteArguments {

    private RouteArguments() {}

    static String required(String filter, String argument, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(filter + " needs the argument '" + argument + "'");
        }
        return value;
    }

    /** The API whose dialect errors are written in where only the end of a path can say it: OpenAI's if it names no operation. */
    static ApiFamily family(ServerWebExchange exchange) {
        return Endpoints.operationAtEndOf(exchange.getRequest().getPath().value())
                .map(Operation::family)
                .orElse(ApiFamily.OPENAI);
    }

    /** The operation named, or none where the path of each request is to tell. */
    static Optional<Operation> operation(String filter, String name) {
        if (name.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Operation.values())
                .filter(operation -> operation.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(filter + ": there is no operation '" + name
                        + "'. Operations: "
                        + Arrays.stream(Operation.values())
                                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
    }
}
