package dev.keyway.filters.request;

import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.server.HttpServerRequest;

/** The event loop of a client's connection, on which its request lives. */
final class ClientLoop {

    private ClientLoop() {}

    static EventLoop of(ServerWebExchange exchange) {
        HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        AtomicReference<EventLoop> loop = new AtomicReference<>();
        request.withConnection(link -> loop.set(link.channel().eventLoop()));
        return Objects.requireNonNull(loop.get());
    }
}
