package dev.keyway.admin.oidc;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who says who people are.
 *
 * @param issuer {@code KEYWAY_OIDC_ISSUER}: the provider's address, below which its configuration is found; none: nobody
 * @param scopes {@code KEYWAY_OIDC_SCOPES}: what is asked for
 * @param timeout {@code KEYWAY_OIDC_TIMEOUT}: how long each answer of the provider is waited for
 */
@ConfigurationProperties("keyway.oidc")
record OidcSettings(
        @DefaultValue("") String issuer,
        @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
        @DefaultValue("10s") Duration timeout) {}
