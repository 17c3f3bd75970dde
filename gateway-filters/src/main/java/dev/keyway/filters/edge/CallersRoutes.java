package dev.keyway.filters.edge;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.request.RequestStage;
import dev.keyway.filters.request.StageAttribute;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Routes of Keyway's own endpoints. None can be added that answers whom the edge has not let in. */
final class CallersRoutes {

    private final RouterFunctions.Builder routes = RouterFunctions.route();

    CallersRoutes get(String pattern, CallersEndpoint endpoint) {
        routes.GET(pattern, ofCaller(endpoint));
        return this;
    }

    CallersRoutes post(String pattern, CallersEndpoint endpoint) {
        routes.POST(pattern, ofCaller(endpoint));
        return this;
    }

    RouterFunction<ServerResponse> build() {
        return routes.build();
    }

    private static HandlerFunction<ServerResponse> ofCaller(CallersEndpoint endpoint) {
        return request -> {
            RequestStage reached = StageAttribute.of(request.exchange());
            Caller caller = reached == null ? Caller.ANONYMOUS : reached.caller();
            return caller.isAnonymous()
                    ? Mono.error(
                            new GatewayException(ErrorCode.MISSING_TOKEN, "This path does not accept a proxy token."))
                    : endpoint.answer(caller, request);
        };
    }
}
