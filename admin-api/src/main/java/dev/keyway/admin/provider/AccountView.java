package dev.keyway.admin.provider;

import dev.keyway.admin.edit.Versioned;
import java.time.Instant;
import java.util.UUID;

/** An organisation or project at a provider, whose keys share quotas, as the API shows one. */
public record AccountView(UUID id, UUID providerId, String name, Instant createdAt, Instant updatedAt, long version)
        implements Versioned {}
