package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Role;
import dev.keyway.admin.edit.Versioned;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service account, as the API shows one.
 *
 * @param role held over its team
 */
public record ServiceAccountView(
        UUID id,
        UUID tenantId,
        UUID teamId,
        String name,
        Role role,
        @Nullable Instant disabledAt,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements Versioned {}
