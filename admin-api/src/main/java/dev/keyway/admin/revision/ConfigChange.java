package dev.keyway.admin.revision;

import java.util.UUID;

/**
 * That something which gateways must know was changed.
 *
 * @param kind in lower case, as in the contract with gateways
 * @param deleted whether they forget it
 */
public record ConfigChange(String kind, UUID id, boolean deleted) {}
