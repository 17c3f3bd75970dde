package dev.keyway.admin.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Example data, {@code KEYWAY_DEMO_…}.
 *
 * @param seed Whether to create an example company if there has never been a tenant, as {@code ./keyway up --demo}
 *     does. Its tokens are logged once.
 */
@ConfigurationProperties("keyway.demo")
record DemoSettings(@DefaultValue("false") boolean seed) {}
