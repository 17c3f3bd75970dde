package dev.keyway.filters.models;

import dev.keyway.filters.provider.ConfiguredProvider;

/**
 * What a model name means.
 *
 * @param provider whose model it is
 * @param model the provider's name for it
 */
public record NamedModel(ConfiguredProvider provider, String model) {}
