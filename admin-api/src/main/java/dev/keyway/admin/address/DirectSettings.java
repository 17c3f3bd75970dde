package dev.keyway.admin.address;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Hosts that are called directly, {@code NO_PROXY}.
 *
 * @param proxy Hosts and {@code .domains} to call without the proxy, or {@code *}. Loopback addresses always are.
 */
@ConfigurationProperties("no")
record DirectSettings(@DefaultValue List<String> proxy) {}
