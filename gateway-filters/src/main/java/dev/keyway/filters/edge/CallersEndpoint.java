package dev.keyway.filters.edge;

import dev.keyway.filters.model.Caller;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers a known caller: who has no caller cannot call it. */
@FunctionalInterface
interface CallersEndpoint {

    Mono<ServerResponse> answer(Caller caller, ServerRequest request);
}
