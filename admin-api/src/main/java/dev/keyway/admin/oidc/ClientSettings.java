package dev.keyway.admin.oidc;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this service is to the OpenID Connect provider.
 *
 * @param id {@code KEYWAY_OIDC_CLIENT_ID}
 * @param secret {@code KEYWAY_OIDC_CLIENT_SECRET}
 */
@ConfigurationProperties("keyway.oidc.client")
record ClientSettings(
        @DefaultValue("") String id, @DefaultValue("") String secret) {

    @Override
    public String toString() {
        return "ClientSettings[id=" + id + "]";
    }
}
