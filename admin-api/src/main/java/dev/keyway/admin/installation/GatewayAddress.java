package dev.keyway.admin.installation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * URL of the gateway for clients, {@code KEYWAY_GATEWAY_PUBLIC_…}.
 *
 * @param url URL of the gateway for clients, such as {@code https://llm.example.com}. The web interface shows it in
 *     examples.
 */
@ConfigurationProperties("keyway.gateway.public")
record GatewayAddress(@DefaultValue("") String url) {

    GatewayAddress {
        url = url.replaceFirst("/+$", "");
    }
}
