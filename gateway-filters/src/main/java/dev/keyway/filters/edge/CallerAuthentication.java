package dev.keyway.filters.edge;

import dev.keyway.catalogue.address.TrustedProxies;
import dev.keyway.filters.caller.CallerCheck;
import dev.keyway.filters.caller.RequestTags;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.request.Identified;
import dev.keyway.filters.request.Received;
import dev.keyway.filters.snapshot.Snapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.server.HttpServerRequest;

/** Authenticates the caller of each request to Keyway's paths. */
final class CallerAuthentication {

    private static final String HTTP_1_1 = "HTTP/1.1";

    private final Supplier<Snapshot> live;
    private final TrustedProxies proxies;
    private final InstantSource clock;

    /** @param live the settings that hold; asked for each request */
    CallerAuthentication(Supplier<Snapshot> live, TrustedProxies proxies, InstantSource clock) {
        this.live = live;
        this.proxies = proxies;
        this.clock = clock;
    }

    /**
     * Identifies the caller of a request.
     *
     * @throws GatewayException if the request is not valid HTTP, has no valid proxy token, comes from where its caller may not call
     *     from, has tags that cannot be recorded, or asks for a WebSocket
     */
    public Identified identify(ServerWebExchange exchange, Received received) {
        ServerHttpRequest request = exchange.getRequest();
        requireOneHost(request);
        Instant now = clock.instant();
        Caller caller = live.get().callers().authenticate(request.getHeaders(), now);
        Identified identified = received.identified(caller);
        CallerCheck.requireAdmitted(caller, now, () -> ClientAddress.of(request, proxies));
        if (HttpMethod.GET.equals(request.getMethod())
                && "websocket".equalsIgnoreCase(request.getHeaders().getFirst(HttpHeaders.UPGRADE))) {
            throw new GatewayException(
                    ErrorCode.WEBSOCKET_NOT_SUPPORTED,
                    "This gateway does not support WebSockets here; send the request as HTTP POST.");
        }
        return identified.tagged(RequestTags.of(caller, request.getHeaders()));
    }

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, 3.2: exactly one Host</a> */
    static void requireOneHost(ServerHttpRequest request) {
        List<String> hosts = request.getHeaders().get(HttpHeaders.HOST);
        int count = hosts == null ? 0 : hosts.size();
        if (count > 1 || (count == 0 && isHttp11(request))) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "An HTTP/1.1 request must have exactly one Host header; this one has " + count + ".");
        }
    }

    private static boolean isHttp11(ServerHttpRequest request) {
        HttpServerRequest server = ServerHttpRequestDecorator.getNativeRequest(request);
        return HTTP_1_1.equals(server.protocol());
    }
}
