package dev.keyway.admin.provider;

import org.jspecify.annotations.Nullable;

/**
 * Provider that is known by name.
 *
 * @param declaration as a new provider names it
 * @param baseUrl null: it has no address that is the same for everybody
 */
public record KnownProviderView(
        String declaration, @Nullable String baseUrl) {}
