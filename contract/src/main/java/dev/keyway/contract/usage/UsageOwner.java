package dev.keyway.contract.usage;

import java.util.UUID;

/** Owner of a usage event: tenant, team and token at admission, by ID and by the name that they had then. */
public record UsageOwner(UUID tenantId, String tenant, UUID teamId, String team, UUID tokenId, String token) {}
