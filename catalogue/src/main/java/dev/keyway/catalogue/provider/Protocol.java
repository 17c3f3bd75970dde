package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.usage.UsageStyle;

/**
 * How an operation of a provider is spoken.
 *
 * @param family whose error shape its callers expect
 * @param stream how its answers are streamed
 * @param usage how its answers report usage
 */
public record Protocol(ApiFamily family, StreamStyle stream, UsageStyle usage) {}
