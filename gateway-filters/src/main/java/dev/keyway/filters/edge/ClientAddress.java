package dev.keyway.filters.edge;

import dev.keyway.catalogue.address.TrustedProxies;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Address of a client: that of the connection, or what trusted proxies say. What the server itself makes of forwarding headers is not
 * read, since it asks nobody who sent them.
 */
final class ClientAddress {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private ClientAddress() {}

    /** The address; null if the connection has none, as one of a Unix socket. */
    static @Nullable InetAddress of(ServerHttpRequest request, TrustedProxies proxies) {
        HttpServerRequest server = ServerHttpRequestDecorator.getNativeRequest(request);
        return server.connectionRemoteAddress() instanceof InetSocketAddress socket && socket.getAddress() != null
                ? proxies.clientOf(socket.getAddress(), request.getHeaders().getOrDefault(FORWARDED_FOR, List.of()))
                : null;
    }
}
