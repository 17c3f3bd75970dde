package dev.keyway.admin.address;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Encrypted connections to others, {@code HTTPS_…}.
 *
 * @param proxy HTTP proxy for calls to the OpenID Connect provider and to webhooks, {@code http://host:port} or
 *     {@code http://user:password@host:port}. Mail does not use it.
 */
@ConfigurationProperties("https")
record HttpsSettings(@DefaultValue("") String proxy) {

    @Override
    public String toString() {
        return "HttpsSettings[proxy=" + (proxy.isBlank() ? "none" : "****") + "]";
    }
}
