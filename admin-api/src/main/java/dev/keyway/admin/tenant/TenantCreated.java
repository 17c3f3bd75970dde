package dev.keyway.admin.tenant;

import java.util.UUID;

/** Event: a tenant was created; published within the transaction. */
public record TenantCreated(UUID id) {}
