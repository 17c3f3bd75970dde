package dev.keyway.filters.request;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.filters.body.ClientLeftException;
import dev.keyway.filters.dialect.Dialect;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.problem.RefusalDetail;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.record.RequestTrack;
import dev.keyway.filters.usage.UsageLog;
import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * Begins and ends the lifecycle of each request, and writes every error in the dialect of the API that was called. The
 * outermost of Keyway's filters on an exchange does this; those inside find it done.
 */
public final class RequestLifecycles {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLifecycles.class);

    private final RequestObserver observer;
    private final InstantSource clock;
    private final Refusals refusals;

    /**
     * @param observer receives the events of all requests
     * @param usage records refusals
     */
    public RequestLifecycles(RequestObserver observer, UsageLog usage, InstantSource clock) {
        this.observer = observer;
        this.clock = clock;
        this.refusals = new Refusals(usage, clock);
    }

    /**
     * Runs the steps of a request from the stage that it has reached, which is {@link Received} if it has reached none. If that
     * request is over, because a filter runs the chain again for the same exchange, another one begins for the same caller.
     *
     * @param family the API whose dialect errors are written in
     */
    public Mono<Void> begin(ServerWebExchange exchange, ApiFamily family, Function<RequestStage, Mono<Void>> steps) {
        RequestStage reached = StageAttribute.of(exchange);
        if (reached != null && !reached.lifecycle().isOver()) {
            return Mono.defer(() -> steps.apply(reached))
                    .onErrorResume(error -> respond(exchange, family, reached.track(), error));
        }
        if (reached != null && exchange.getResponse().isCommitted()) {
            // The client has its response: another one could not be written, and would only cost.
            return Mono.empty();
        }
        String id = RequestIds.next();
        RequestTrack track = new RequestTrack(head(exchange.getRequest(), id), observer);
        EventLoop loop = ClientLoop.of(exchange);
        RequestLifecycle lifecycle = new RequestLifecycle(track, loop);
        Received received = new Received(loop, track, lifecycle);
        RequestStage begun =
                reached == null || reached.caller().isAnonymous() ? received : received.identified(reached.caller());
        StageAttribute.set(exchange, begun);
        exchange.getResponse().getHeaders().set("x-request-id", id);
        return Mono.defer(() -> steps.apply(begun))
                .onErrorResume(error -> respond(exchange, family, track, error))
                // Before the end reaches a filter that would run the chain again.
                .doOnTerminate(lifecycle::over)
                .doFinally(signal -> {
                    HttpStatusCode status = exchange.getResponse().getStatusCode();
                    if (signal == SignalType.ON_COMPLETE && status != null) {
                        track.answered(status.value());
                    }
                    lifecycle.end(signal == SignalType.CANCEL ? Outcome.CANCELLED : Outcome.COMPLETED);
                });
    }

    private RequestHead head(ServerHttpRequest request, String id) {
        return new RequestHead(
                id,
                clock.instant(),
                request.getMethod().name(),
                request.getURI().getRawPath(),
                new ClientHeaders(request.getHeaders()));
    }

    private Mono<Void> respond(ServerWebExchange exchange, ApiFamily family, RequestTrack track, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            track.over(Outcome.BROKEN);
            return Mono.error(failure);
        }
        if (failure instanceof ClientLeftException) {
            track.over(Outcome.CANCELLED);
            return Mono.empty();
        }
        GatewayError error = translate(failure, track);
        RefusalDetail detail = failure instanceof GatewayException known ? known.refusal() : null;
        RequestStage reached = StageAttribute.of(exchange);
        refusals.ended(reached, track, error, detail);
        track.erred(error, outcome(error));
        return ErrorResponse.write(exchange, Dialect.of(family), withRates(error, reached), track.id());
    }

    /** What a request that ended with an error has given back is left again: the error is recorded before. */
    private static GatewayError withRates(GatewayError error, @Nullable RequestStage reached) {
        return reached instanceof Prepared prepared
                ? error.withHeaders(RateHeaders.of(prepared.admitted().lease().ratesLeft()))
                : error;
    }

    private static GatewayError translate(Throwable failure, RequestTrack track) {
        if (failure instanceof GatewayException known) {
            return known.error();
        }
        if (failure instanceof ResponseStatusException refused
                && refused.getStatusCode().is4xxClientError()) {
            return GatewayError.of(
                    ErrorCode.OPERATION_NOT_SUPPORTED,
                    "This endpoint does not exist, or does not support this method.");
        }
        LOG.error("Request {} failed in the gateway itself", track.id(), failure);
        return GatewayError.of(
                ErrorCode.INTERNAL_ERROR,
                "The gateway failed. Its log has the details under request " + track.id() + ".");
    }

    private static Outcome outcome(GatewayError error) {
        return error.status() < 500 && error.status() != 429 ? Outcome.REFUSED : Outcome.FAILED;
    }
}
