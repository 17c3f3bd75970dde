package dev.keyway.admin.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether there is something to look at.
 *
 * @param seed {@code KEYWAY_DEMO_SEED}: makes an example company where there has never been a tenant
 */
@ConfigurationProperties("keyway.demo")
record DemoSettings(@DefaultValue("false") boolean seed) {}
