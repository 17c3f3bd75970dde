package dev.keyway.admin.oidc;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * OpenID Connect provider for sign-in, {@code KEYWAY_OIDC_…}.
 *
 * @param issuer Issuer URL of the OpenID Connect provider for sign-in. Not set: sign-in with a password only.
 * @param scopes Scopes to request from the OpenID Connect provider.
 * @param timeout Timeout for each response of the OpenID Connect provider.
 */
@ConfigurationProperties("keyway.oidc")
record OidcSettings(
        @DefaultValue("") String issuer,
        @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
        @DefaultValue("10s") Duration timeout) {}
