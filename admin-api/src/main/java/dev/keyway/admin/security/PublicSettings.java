package dev.keyway.admin.security;

import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * URL of the service for browsers, {@code KEYWAY_PUBLIC_…}.
 *
 * @param url URL of this service for browsers, such as {@code https://keyway.example.com}. Set it behind a TLS
 *     terminator: with https, cookies are {@code Secure} with {@code __Host-} names, and HSTS is sent. Sign-in with
 *     OpenID Connect from other machines requires it.
 */
@ConfigurationProperties("keyway.public")
public record PublicSettings(@DefaultValue("") String url) {

    public PublicSettings {
        url = url.replaceFirst("/+$", "");
    }

    public boolean isHttps() {
        return url.toLowerCase(Locale.ROOT).startsWith("https://");
    }
}
