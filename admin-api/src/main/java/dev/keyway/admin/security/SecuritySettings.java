package dev.keyway.admin.security;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the service believes.
 *
 * @param proxies {@code KEYWAY_TRUSTED_PROXIES}: networks (CIDR) whose X-Forwarded-For tells the caller's address
 */
@ConfigurationProperties("keyway.trusted")
record SecuritySettings(@DefaultValue List<String> proxies) {}
