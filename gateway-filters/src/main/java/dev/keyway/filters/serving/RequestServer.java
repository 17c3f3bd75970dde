package dev.keyway.filters.serving;

import dev.keyway.filters.admission.AdmissionStep;
import dev.keyway.filters.call.Call;
import dev.keyway.filters.call.CallDependencies;
import dev.keyway.filters.call.CallRequest;
import dev.keyway.filters.call.CallResponse;
import dev.keyway.filters.call.Forwarded;
import dev.keyway.filters.request.Preparation;
import dev.keyway.filters.request.Prepared;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.StageAttribute;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Request server: what every request passes once its targets are known, whichever path it came by. Admits it, prepares its
 * body, calls the provider and writes the response.
 */
public final class RequestServer {

    private final AdmissionStep admission;
    private final CallDependencies dependencies;
    private final OpenRequests open;
    private final Supplier<Duration> timeout;

    /** @param timeout how long a request goes on waiting for keys and starting attempts; asked for each */
    RequestServer(
            AdmissionStep admission, CallDependencies dependencies, OpenRequests open, Supplier<Duration> timeout) {
        this.open = open;
        this.admission = admission;
        this.dependencies = dependencies;
        this.timeout = timeout;
    }

    /** Admits a request and prepares its body for the first target. */
    public Mono<Prepared> prepare(Resolved request, Preparation preparation) {
        return admission.admit(request, request.loop()).map(admitted -> {
            Prepared prepared = preparation.prepare(admitted, request.first());
            request.lifecycle().hold(prepared.payload());
            return prepared;
        });
    }

    /**
     * Calls the provider and writes its response.
     *
     * @param forwarded headers of the client's that go to each provider
     */
    public Mono<Void> serve(ServerWebExchange exchange, Prepared request, Forwarded forwarded) {
        if (!request.payload().take()) {
            throw new IllegalStateException("The request has been served before");
        }
        StageAttribute.set(exchange, request);
        Call call = new Call(
                new CallRequest(
                        request.loop(),
                        request,
                        forwarded,
                        dependencies.clock().instant().plus(timeout.get())),
                dependencies);
        return request.caller().isAnonymous()
                ? respond(exchange, request, call, call.response())
                : Mono.using(
                        () -> open.begin(request.caller(), request.loop()),
                        begun -> respond(exchange, request, call, begun.orCut(call.response())),
                        open::end);
    }

    private static Mono<Void> respond(
            ServerWebExchange exchange, Prepared request, Call call, Mono<CallResponse> called) {
        return called.flatMap(response -> ResponseWriter.write(exchange.getResponse(), request, response))
                // The attempt ends before the request is settled, so that the request's sums hold it.
                .doOnError(failure -> call.close())
                .doFinally(signal -> call.close());
    }
}
