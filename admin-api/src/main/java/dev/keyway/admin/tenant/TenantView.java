package dev.keyway.admin.tenant;

import dev.keyway.admin.edit.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant, as the API shows one.
 *
 * @param tagNames names of the tags that requests of its tokens may carry, in alphabetical order
 * @param blockedAt since when none of its tokens may call; null: they may
 */
public record TenantView(
        UUID id,
        String name,
        String description,
        String zone,
        Map<String, String> labels,
        List<String> tagNames,
        @Nullable Instant blockedAt,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements Versioned {}
