package dev.keyway.admin.address;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Certificates of a company, {@code KEYWAY_CA_…}.
 *
 * @param file Certificates (PEM) to trust in addition to Java's own, for the OpenID Connect provider, webhooks and the mail
 *     server.
 */
@ConfigurationProperties("keyway.ca")
record TrustSettings(@DefaultValue("") String file) {}
