package dev.keyway.contract.config;

import java.util.UUID;

/**
 * A team of a tenant.
 *
 * @param blocked whether none of its tokens may call
 */
public record Team(UUID id, UUID tenantId, String name, boolean blocked) {}
