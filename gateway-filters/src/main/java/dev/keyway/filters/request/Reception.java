package dev.keyway.filters.request;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.filters.body.ClientLeftException;
import dev.keyway.filters.dialect.Dialect;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.record.RequestTrack;
import java.time.InstantSource;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * Takes requests in: gives each a track and an id, answers every error in the dialect of what was asked, and at the
 * end, whatever it is, settles the record and releases the body. The outermost of Keyway's filters on an exchange does
 * this; those inside find it done.
 */
public final class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final RequestObserver observer;
    private final InstantSource clock;

    /** @param observer receives the events of all requests */
    public Reception(RequestObserver observer, InstantSource clock) {
        this.observer = observer;
        this.clock = clock;
    }

    /** Runs the work on a request, which is taken in if it is not yet. */
    public Mono<Void> receive(ServerWebExchange exchange, ApiFamily family, Function<Taken, Mono<Void>> work) {
        Taken already = Taken.of(exchange);
        if (already != null) {
            return work.apply(already);
        }
        String id = RequestIds.next();
        RequestTrack track = new RequestTrack(head(exchange.getRequest(), id), observer);
        Taken taken = new Taken(track);
        taken.attach(exchange);
        exchange.getResponse().getHeaders().set("x-request-id", id);
        return Mono.defer(() -> work.apply(taken))
                .onErrorResume(error -> tell(exchange, family, track, error))
                .doFinally(signal -> {
                    taken.release();
                    HttpStatusCode answered = exchange.getResponse().getStatusCode();
                    if (signal == SignalType.ON_COMPLETE && answered != null) {
                        track.answered(answered.value());
                    }
                    track.settle(signal == SignalType.CANCEL ? Outcome.CANCELLED : Outcome.COMPLETED);
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

    private Mono<Void> tell(ServerWebExchange exchange, ApiFamily family, RequestTrack track, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            track.over(Outcome.BROKEN);
            return Mono.error(error);
        }
        if (error instanceof ClientLeftException) {
            track.over(Outcome.CANCELLED);
            return Mono.empty();
        }
        GatewayError told = translate(error, track);
        track.erred(told.status(), told.code(), outcome(told));
        return ErrorResponse.write(exchange, Dialect.of(family), told, track.id());
    }

    private static GatewayError translate(Throwable error, RequestTrack track) {
        if (error instanceof GatewayException known) {
            return known.error();
        }
        if (error instanceof ResponseStatusException refused
                && refused.getStatusCode().is4xxClientError()) {
            return GatewayError.of(
                    ErrorCode.OPERATION_NOT_SUPPORTED,
                    "This endpoint does not exist, or does not support this method.");
        }
        LOG.error("Request {} failed in the gateway itself", track.id(), error);
        return GatewayError.of(
                ErrorCode.INTERNAL_ERROR,
                "The gateway failed. Its log has the details under request " + track.id() + ".");
    }

    private static Outcome outcome(GatewayError told) {
        return told.status() < 500 && told.status() != 429 ? Outcome.REFUSED : Outcome.FAILED;
    }
}
