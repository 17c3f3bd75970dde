package dev.keyway.admin.security;

import dev.keyway.admin.caller.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A line for each request: what was called by whom, and how it ended. Never a query, a header or a path that no route has: those may
 * hold what is secret.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class AccessLog extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger("keyway.access");
    private static final String CALLER = AccessLog.class.getName() + ".caller";
    private static final String ROUTE = AccessLog.class.getName() + ".route";
    private static final String NONE = "-";

    /** Notes who calls. */
    static void caller(HttpServletRequest request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }

    /** Notes what is called. */
    static void route(HttpServletRequest request, String template) {
        request.setAttribute(ROUTE, template);
    }

    static String route(HttpServletRequest request) {
        return Objects.requireNonNullElse((String) request.getAttribute(ROUTE), NONE);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long begun = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            write(request, response.getStatus(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
    }

    private static void write(HttpServletRequest request, int status, long millis) {
        Optional<Caller> caller = Optional.ofNullable((Caller) request.getAttribute(CALLER));
        String who = caller.map(AccessLog::name).orElse(NONE);
        String address = caller.map(Caller::address).orElseGet(request::getRemoteAddr);
        String method = request.getMethod().matches("[A-Z]{1,20}") ? request.getMethod() : NONE;
        LOG.atInfo()
                .addKeyValue("method", method)
                .addKeyValue("route", route(request))
                .addKeyValue("status", status)
                .addKeyValue("durationMs", millis)
                .addKeyValue("caller", who)
                .addKeyValue("address", address)
                .log("{} {} {} {} ms {} {}", method, route(request), status, millis, who, address);
    }

    private static String name(Caller caller) {
        return caller.id() == null ? caller.kind().name() : caller.kind().name() + ":" + caller.id();
    }
}
