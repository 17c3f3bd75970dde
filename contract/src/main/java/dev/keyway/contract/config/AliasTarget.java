package dev.keyway.contract.config;

import java.util.UUID;

/** What an alias stands for: a model, by the provider's own name for it. */
public record AliasTarget(UUID providerId, String model) {}
