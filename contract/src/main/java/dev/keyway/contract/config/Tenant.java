package dev.keyway.contract.config;

import java.util.UUID;

/**
 * A tenant.
 *
 * @param zone time zone (IANA) in which its budget windows begin and end
 * @param blocked whether none of its tokens may call
 */
public record Tenant(UUID id, String name, String zone, boolean blocked) {}
