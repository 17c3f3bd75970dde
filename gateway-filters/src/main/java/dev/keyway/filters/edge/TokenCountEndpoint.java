package dev.keyway.filters.edge;

import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.tokencount.TokenCount;
import dev.keyway.filters.tokencount.TokenCounter;
import io.netty.buffer.ByteBufUtil;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** {@code POST /v1/token-count}: counts off the event loop, since a long text takes milliseconds. */
final class TokenCountEndpoint {

    private final BodyReader bodies;
    private final TokenCounter counter;
    private final Scheduler workers;

    TokenCountEndpoint(BodyReader bodies, TokenCounter counter, Scheduler workers) {
        this.bodies = bodies;
        this.counter = counter;
        this.workers = workers;
    }

    Mono<ServerResponse> count(Caller caller, ServerRequest request) {
        return bodies.read(
                        request.headers().asHttpHeaders(),
                        request.exchange().getRequest().getBody(),
                        caller.share())
                .map(TokenCountEndpoint::bytes)
                .publishOn(workers)
                .map(counter::count)
                .flatMap(count -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(answer(count)));
    }

    private static byte[] bytes(RequestBody body) {
        try {
            return ByteBufUtil.getBytes(body.bytes());
        } finally {
            body.release();
        }
    }

    private static Map<String, Object> answer(TokenCount count) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token_count", count.tokenCount());
        body.put("estimated", count.estimated());
        body.put("method", count.method());
        return body;
    }
}
