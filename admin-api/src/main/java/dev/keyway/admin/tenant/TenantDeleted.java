package dev.keyway.admin.tenant;

import java.util.UUID;

/** Event: a tenant was deleted; published within the transaction. */
public record TenantDeleted(UUID id) {}
