package dev.keyway.contract.config;

import java.util.UUID;

/** An account at a provider, whose keys share quotas and their cooldowns. */
public record Account(UUID id, UUID providerId, String name) {}
