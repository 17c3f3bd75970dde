package dev.keyway.admin.security;

import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How browsers see this service.
 *
 * @param url {@code KEYWAY_PUBLIC_URL}, such as {@code https://keyway.example.com}; none: as it is called, from this machine only for
 *     OpenID Connect
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
