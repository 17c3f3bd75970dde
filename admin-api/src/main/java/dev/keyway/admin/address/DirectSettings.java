package dev.keyway.admin.address;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Hosts that are called directly, {@code NO_PROXY}.
 *
 * @param proxy Hosts and {@code .domains} to call without the proxy, or {@code *}. Networks such as {@code 10.0.0.0/8} are not
 *     understood. Loopback addresses are always called without it.
 */
@ConfigurationProperties("no")
record DirectSettings(@DefaultValue List<String> proxy) {}
