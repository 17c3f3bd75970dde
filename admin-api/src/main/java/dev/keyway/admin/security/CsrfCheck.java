package dev.keyway.admin.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a browser's session change something only if the page that asks could read the session's CSRF token. */
final class CsrfCheck extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String SIGN_IN = "/api/v1/session";

    private final SessionCookie sessions;
    private final AccessDeniedHandler refusals;

    CsrfCheck(SessionCookie sessions, AccessDeniedHandler refusals) {
        this.sessions = sessions;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> session = sessions.read(request);
        if (session.isPresent() && mustProve(request) && !proves(request, session.get())) {
            refusals.handle(request, response, new CsrfException("forged"));
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean mustProve(HttpServletRequest request) {
        boolean signsIn =
                request.getMethod().equals("POST") && request.getRequestURI().equals(SIGN_IN);
        return !SAFE.contains(request.getMethod()) && request.getHeader(HttpHeaders.AUTHORIZATION) == null && !signsIn;
    }

    private static boolean proves(HttpServletRequest request, String session) {
        String given = request.getHeader(SessionCookie.CSRF_HEADER);
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        SessionCookie.csrf(session).getBytes(StandardCharsets.UTF_8));
    }
}
