package dev.keyway.admin.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The service's cookies. Where browsers reach it by https they are Secure whatever a TLS terminator hides, and named so that neither
 * another host of the domain nor a page without TLS can plant one (RFC 6265bis, {@code __Host-}).
 */
@Component
@EnableConfigurationProperties(PublicSettings.class)
public final class Cookies {

    private static final String HOST = "__Host-";

    private final boolean https;

    Cookies(PublicSettings seen) {
        this.https = seen.isHttps();
    }

    /** What other sites may make a browser send. */
    public enum SameSite {
        STRICT("Strict"),
        /** With top-level navigation. */
        LAX("Lax");

        private final String text;

        SameSite(String text) {
            this.text = text;
        }
    }

    /** What the browser sent. */
    public Optional<String> read(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(named(name)))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    /** To set one that scripts cannot read; a zero age removes it. */
    public String write(HttpServletRequest request, String name, String value, Duration age, SameSite sites) {
        return cookie(request, named(name), value, age, sites)
                .httpOnly(true)
                .build()
                .toString();
    }

    /** To set one that scripts read. */
    String writeForScripts(HttpServletRequest request, String name, String value, Duration age) {
        return cookie(request, name, value, age, SameSite.STRICT).build().toString();
    }

    private ResponseCookie.ResponseCookieBuilder cookie(
            HttpServletRequest request, String name, String value, Duration age, SameSite sites) {
        return ResponseCookie.from(name, value)
                .path("/")
                .secure(https || request.isSecure())
                .sameSite(sites.text)
                .maxAge(age);
    }

    private String named(String name) {
        return https ? HOST + name : name;
    }
}
