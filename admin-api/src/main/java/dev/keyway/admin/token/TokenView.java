package dev.keyway.admin.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyway.admin.edit.Live;
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
 * @param names of what the ids mean; only in lists, and where one is read
 * @param lastUsedAt when its latest call arrived, in the last 90 days; only in lists, and where one is read, to who sees its usage
 * @param refusedLastDay calls that were refused in the last 24 hours; shown where {@code lastUsedAt} is
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
        long version,

        @Live @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        TokenNames names,

        @Live @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Instant lastUsedAt,

        @Live @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Long refusedLastDay)
        implements Versioned {

    TokenView with(TokenNames known, @Nullable Instant used, @Nullable Long refused) {
        return new TokenView(
                id,
                tenantId,
                teamId,
                serviceAccountId,
                ownerId,
                name,
                description,
                last4,
                labels,
                status,
                expiresAt,
                blockedAt,
                revokedAt,
                createdBy,
                createdAt,
                updatedAt,
                version,
                known,
                used,
                refused);
    }
}
