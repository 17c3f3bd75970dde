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

    SessionCredentials(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<Caller> caller(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return Optional.empty();
        }
        return SessionCookie.read(request)
                .flatMap(cookie -> Tokens.read(TokenKind.SESSION, cookie))
                .flatMap(sessions::caller);
    }
}
