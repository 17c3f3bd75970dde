package dev.keyway.admin.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a token can be used, and if not, why. */
public enum TokenStatus {
    ACTIVE,
    /** Until it is unblocked. */
    BLOCKED,
    EXPIRED,
    /** For good. */
    REVOKED;

    static TokenStatus of(
            @Nullable Instant revokedAt, @Nullable Instant expiresAt, @Nullable Instant blockedAt, Instant now) {
        if (revokedAt != null) {
            return REVOKED;
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            return EXPIRED;
        }
        return blockedAt == null ? ACTIVE : BLOCKED;
    }
}
