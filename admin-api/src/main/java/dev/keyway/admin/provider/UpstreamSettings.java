package dev.keyway.admin.provider;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where providers may be.
 *
 * @param upstreams {@code KEYWAY_ALLOW_PRIVATE_UPSTREAMS}: private networks (CIDR) in which providers may be
 */
@ConfigurationProperties("keyway.allow.private")
record UpstreamSettings(@DefaultValue List<String> upstreams) {}
