package dev.keyway.admin.security;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Trusted proxies, {@code KEYWAY_TRUSTED_…}.
 *
 * @param proxies Networks (CIDR) whose {@code X-Forwarded-For} gives the caller's address. {@code X-Forwarded-Proto}
 *     and {@code X-Forwarded-Host} are never read; {@code KEYWAY_PUBLIC_URL} replaces both.
 */
@ConfigurationProperties("keyway.trusted")
record SecuritySettings(@DefaultValue List<String> proxies) {}
