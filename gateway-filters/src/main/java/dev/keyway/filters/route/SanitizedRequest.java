package dev.keyway.filters.route;

import dev.keyway.filters.request.Payload;
import dev.keyway.filters.request.Prepared;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A request whose body is the sanitised payload, for filters that read the body from the request. */
final class SanitizedRequest extends ServerHttpRequestDecorator {

    private final NettyDataBufferFactory buffers;
    private final Payload payload;
    private final HttpHeaders headers;

    private SanitizedRequest(ServerHttpRequest request, NettyDataBufferFactory buffers, Payload payload) {
        super(request);
        this.buffers = buffers;
        this.payload = payload;
        this.headers = new HttpHeaders();
        headers.putAll(request.getHeaders());
        headers.remove(HttpHeaders.TRANSFER_ENCODING);
        headers.setContentLength(payload.length());
    }

    /** The exchange with the sanitised body, which may be read until the response is committed. */
    static ServerWebExchange in(ServerWebExchange exchange, Prepared prepared) {
        NettyDataBufferFactory buffers =
                (NettyDataBufferFactory) exchange.getResponse().bufferFactory();
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(prepared.lifecycle()::releaseBodies));
        return exchange.mutate()
                .request(new SanitizedRequest(exchange.getRequest(), buffers, prepared.payload()))
                .build();
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.defer(() -> Flux.just((DataBuffer) buffers.wrap(payload.duplicate())));
    }
}
