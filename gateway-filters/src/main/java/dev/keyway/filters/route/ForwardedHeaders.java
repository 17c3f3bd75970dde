package dev.keyway.filters.route;

import dev.keyway.catalogue.provider.ForwardableHeaders;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Which of a request's headers go to the provider: those that change what the API means, those that a route names, and
 * those that earlier filters of the route have set. Credentials and what concerns only this hop never do.
 */
final class ForwardedHeaders {

    private static final Set<String> ALWAYS = Set.of("anthropic-version", "anthropic-beta", "openai-beta");

    private final Set<String> named = new TreeSet<>(ALWAYS);
    private final boolean filtersMaySet;

    private ForwardedHeaders(List<String> names, boolean filtersMaySet) {
        this.filtersMaySet = filtersMaySet;
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (ForwardableHeaders.isRefused(lower)) {
                throw new IllegalArgumentException("CallProvider: 'forwardHeaders' must not name '" + name + "'");
            }
            named.add(lower);
        }
    }

    /** On Keyway's own routes, where no other filter sets headers. */
    static ForwardedHeaders onOwnRoute() {
        return new ForwardedHeaders(List.of(), false);
    }

    /** On a host application's route. */
    static ForwardedHeaders onHostRoute(List<String> names) {
        return new ForwardedHeaders(names, true);
    }

    HttpHeaders of(ServerWebExchange exchange) {
        HttpHeaders forwarded = new DefaultHttpHeaders();
        ServerHttpRequest request = exchange.getRequest();
        for (String name : named) {
            List<String> values = request.getHeaders().get(name);
            if (values != null) {
                forwarded.set(name, values);
            }
        }
        if (filtersMaySet) {
            addThoseSetByFilters(request, forwarded);
        }
        return forwarded;
    }

    private static void addThoseSetByFilters(ServerHttpRequest request, HttpHeaders forwarded) {
        HttpHeaders received = ServerHttpRequestDecorator.<HttpServerRequest>getNativeRequest(request)
                .requestHeaders();
        request.getHeaders().forEach((name, values) -> {
            boolean asReceived = received.getAll(name).equals(values);
            if (!asReceived && !ForwardableHeaders.isRefused(name)) {
                forwarded.set(name, values);
            }
        });
    }
}
