package dev.keyway.filters.route;

import dev.keyway.catalogue.provider.ForwardableHeaders;
import dev.keyway.filters.call.Forwarded;
import dev.keyway.filters.model.ManagedProvider;
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
 * Which of a request's headers go to the provider: those that change what the API means, those that a route or the settings of
 * a managed provider name, and those that earlier filters of the route have set. Credentials and what concerns only this hop never do.
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

    Forwarded of(ServerWebExchange exchange) {
        HttpHeaders toAll = toAll(exchange);
        return provider -> {
            ManagedProvider managed = provider.settings().managed();
            return managed == null || managed.forwardHeaders().isEmpty()
                    ? toAll
                    : withThoseOf(managed, exchange.getRequest(), toAll.copy());
        };
    }

    private static HttpHeaders withThoseOf(ManagedProvider provider, ServerHttpRequest request, HttpHeaders forwarded) {
        for (String name : provider.forwardHeaders()) {
            List<String> values = request.getHeaders().get(name);
            if (values != null && !ForwardableHeaders.isRefused(name)) {
                forwarded.set(name, values);
            }
        }
        return forwarded;
    }

    private HttpHeaders toAll(ServerWebExchange exchange) {
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
