package dev.keyway.admin.token;

import dev.keyway.admin.edit.Versioned;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A proxy token, as the API shows one; never its secret.
 *
 * @param serviceAccountId the service account that it was made for, if for one
 * @param ownerId the member whom it belongs to, who alone reveals and rotates it; null: the team
 * @param last4 the last characters of its newest secret; null while it is PENDING
 * @param createdBy who issued it
 */
public record TokenView(
        UUID id,
        UUID tenantId,
        UUID teamId,
        @Nullable UUID serviceAccountId,
        @Nullable UUID ownerId,
        String name,
        String description,
        @Nullable String last4,
        Map<String, String> labels,
        TokenStatus status,
        @Nullable Instant expiresAt,
        @Nullable Instant blockedAt,
        @Nullable Instant revokedAt,
        @Nullable UUID createdBy,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements Versioned {}
