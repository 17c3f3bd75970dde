package dev.keyway.admin.bootstrap;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Bootstrap, {@code KEYWAY_BOOTSTRAP_…}.
 *
 * @param file File in which {@code ./keyway up} asks for a gateway's credential and for what to take over from {@code .env}.
 *     Only its owner may be able to read it. It is read once at startup and replaced by the answer.
 */
@ConfigurationProperties("keyway.bootstrap")
record BootstrapSettings(@Nullable Path file) {}
