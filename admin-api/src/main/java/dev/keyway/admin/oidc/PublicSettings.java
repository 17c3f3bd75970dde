package dev.keyway.admin.oidc;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How browsers see this service.
 *
 * @param url {@code KEYWAY_PUBLIC_URL}, such as {@code https://keyway.example.com}; none: as it is called
 */
@ConfigurationProperties("keyway.public")
record PublicSettings(@DefaultValue("") String url) {}
