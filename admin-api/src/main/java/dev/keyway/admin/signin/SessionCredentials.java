package dev.keyway.admin.signin;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.admin.security.Credentials;
import dev.keyway.admin.security.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The cookie of a session; one that has ended is as none, so that the browser can sign in again. */
@Component
@Order(20)
final class SessionCredentials implements Credentials {

    private final Sessions sessions;
    private final SessionCookie cookie;

    SessionCredentials(Sessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @Override
    public Optional<Caller> caller(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return Optional.empty();
        }
        return cookie.read(request)
                .flatMap(session -> Tokens.read(TokenKind.SESSION, session))
                .flatMap(sessions::caller);
    }
}
