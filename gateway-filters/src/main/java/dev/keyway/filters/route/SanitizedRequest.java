package dev.keyway.filters.route;

import dev.keyway.filters.request.Payload;
import dev.keyway.filters.request.Taken;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/** A request whose body is the sanitised payload, for filters that read the body from the request. */
final class SanitizedRequest extends ServerHttpRequestDecorator {

    private final NettyDataBufferFactory buffers;
    private final Taken taken;
    private final HttpHeaders headers;

    private SanitizedRequest(ServerHttpRequest request, NettyDataBufferFactory buffers, Taken taken, int length) {
        super(request);
        this.buffers = buffers;
        this.taken = taken;
        this.headers = new HttpHeaders();
        headers.putAll(request.getHeaders());
        headers.remove(HttpHeaders.TRANSFER_ENCODING);
        headers.setContentLength(length);
    }

    static ServerWebExchange in(ServerWebExchange exchange, Taken taken) {
        NettyDataBufferFactory buffers =
                (NettyDataBufferFactory) exchange.getResponse().bufferFactory();
        return exchange.mutate()
                .request(new SanitizedRequest(exchange.getRequest(), buffers, taken, taken.payloadLength()))
                .build();
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.defer(() -> {
            Payload payload = taken.takePayload();
            if (payload == null) {
                return Flux.empty();
            }
            return Flux.just((DataBuffer) buffers.wrap(payload.duplicate())).doFinally(signal -> payload.release());
        });
    }
}
