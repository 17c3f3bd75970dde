package dev.keyway.filters.serving;

import dev.keyway.filters.call.CallResponse;
import dev.keyway.filters.caller.CallerCheck;
import dev.keyway.filters.downstream.ResponseBody;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.upstream.transport.Loops;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Open request of a known caller, which can be cut: with an error as long as nothing has gone to the client, then by its body. */
final class OpenRequest {

    private final Caller caller;
    private final EventLoop loop;
    private final Sinks.Empty<Void> cut = Sinks.unsafe().empty();
    private @Nullable ResponseBody body;

    /** @param loop the request's event loop, on which it is cut */
    OpenRequest(Caller caller, EventLoop loop) {
        this.caller = caller;
        this.loop = loop;
    }

    Caller caller() {
        return caller;
    }

    /** The response, or {@code revoked_token} if the request is cut before it comes. */
    Mono<CallResponse> orCut(Mono<CallResponse> response) {
        return response.takeUntilOther(cut.asMono())
                .doOnNext(begun -> body = begun.response().body());
    }

    /** The token was revoked. Any thread. */
    void cut() {
        Loops.run(loop, () -> {
            if (body == null) {
                cut.tryEmitError(new GatewayException(CallerCheck.revoked()));
            } else {
                body.cut(CallerCheck.revoked());
            }
        });
    }
}
