package dev.keyway.admin.oidc;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * OpenID Connect client: this service at the provider, {@code KEYWAY_OIDC_CLIENT_…}.
 *
 * @param id Client ID of this service at the OpenID Connect provider.
 * @param secret Client secret of this service at the OpenID Connect provider.
 */
@ConfigurationProperties("keyway.oidc.client")
record ClientSettings(
        @DefaultValue("") String id, @DefaultValue("") String secret) {

    @Override
    public String toString() {
        return "ClientSettings[id=" + id + "]";
    }
}
