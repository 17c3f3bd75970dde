package dev.keyway.admin.address;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where providers and webhooks may be.
 *
 * @param upstreams {@code KEYWAY_ALLOW_PRIVATE_UPSTREAMS}: private networks (CIDR) in which they may be
 */
@ConfigurationProperties("keyway.allow.private")
record UpstreamSettings(@DefaultValue List<String> upstreams) {}
