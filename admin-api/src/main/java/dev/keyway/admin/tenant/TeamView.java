package dev.keyway.admin.tenant;

import dev.keyway.admin.edit.Versioned;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A team, as the API shows one.
 *
 * @param blockedAt since when none of its tokens may call; null: they may
 */
public record TeamView(
        UUID id,
        UUID tenantId,
        String name,
        String description,
        Map<String, String> labels,
        @Nullable Instant blockedAt,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements Versioned {}
