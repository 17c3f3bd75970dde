package dev.keyway.admin.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * The cookie of a browser's session: not for scripts, not for other sites. Beside it goes the CSRF token, which scripts repeat in a
 * header; it follows from the session, so that nobody can plant a pair of their own.
 */
@Component
public final class SessionCookie {

    static final String CSRF_HEADER = "X-XSRF-TOKEN";
    private static final String NAME = "keyway_session";
    private static final String CSRF_NAME = "XSRF-TOKEN";
    private static final String HMAC = "HmacSHA256";

    private final Cookies cookies;

    SessionCookie(Cookies cookies) {
        this.cookies = cookies;
    }

    /** What the browser sent. */
    public Optional<String> read(HttpServletRequest request) {
        return cookies.read(request, NAME).filter(session -> !session.isBlank());
    }

    /** Sets both. */
    public void set(HttpServletRequest request, HttpServletResponse response, String session, Duration age) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.write(request, NAME, session, age, Cookies.SameSite.STRICT));
        setCsrf(request, response, session, age);
    }

    /** Sets the CSRF token anew. */
    public void setCsrf(HttpServletRequest request, HttpServletResponse response, String session, Duration age) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.writeForScripts(request, CSRF_NAME, csrf(session), age));
    }

    /** Removes both. */
    public void remove(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookies.write(request, NAME, "", Duration.ZERO, Cookies.SameSite.STRICT));
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.writeForScripts(request, CSRF_NAME, "", Duration.ZERO));
    }

    /** The token that belongs to a session. */
    static String csrf(String session) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(session.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal("keyway csrf".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
