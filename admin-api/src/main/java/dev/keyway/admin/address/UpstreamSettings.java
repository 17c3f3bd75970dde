package dev.keyway.admin.address;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which private networks may be called at an address that somebody entered.
 *
 * @param upstreams {@code KEYWAY_ALLOW_PRIVATE_UPSTREAMS}: networks (CIDR) in which providers may be
 * @param webhooks {@code KEYWAY_ALLOW_PRIVATE_WEBHOOKS}: networks (CIDR) in which the installation's webhooks may be; those of tenants
 *     never are
 */
@ConfigurationProperties("keyway.allow.private")
record UpstreamSettings(
        @DefaultValue List<String> upstreams, @DefaultValue List<String> webhooks) {}
