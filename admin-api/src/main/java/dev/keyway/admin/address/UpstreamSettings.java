package dev.keyway.admin.address;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Private networks that entered URLs may lead to, {@code KEYWAY_ALLOW_PRIVATE_…}.
 *
 * @param upstreams Private networks (CIDR) that providers may be in. All other URLs must be https and public.
 * @param webhooks Private networks (CIDR) that the installation's webhooks may be in. Those of tenants must always be
 *     https and public.
 */
@ConfigurationProperties("keyway.allow.private")
record UpstreamSettings(
        @DefaultValue List<String> upstreams, @DefaultValue List<String> webhooks) {}
