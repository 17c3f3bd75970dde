package dev.keyway.admin.user;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An access token, as the API shows it.
 *
 * @param last4 its last characters, to recognize it
 * @param usedAt to the minute
 */
public record AccessTokenView(
        UUID id,
        String name,
        String last4,
        boolean readOnly,
        @Nullable Instant expiresAt,
        Instant createdAt,
        @Nullable Instant usedAt) {}
