package dev.keyway.admin.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a token can be used, and if not, why. */
public enum TokenStatus {
    ACTIVE,
    /** Its owner has not revealed its secret yet. */
    PENDING,
    /** Until it is unblocked. */
    BLOCKED,
    EXPIRED,
    /** For good. */
    REVOKED;

    /** The status of a token at a moment. */
    static TokenStatus of(TokenTimes times, boolean hasSecret, Instant now) {
        if (times.revokedAt() != null) {
            return REVOKED;
        }
        if (times.expiresAt() != null && !times.expiresAt().isAfter(now)) {
            return EXPIRED;
        }
        if (times.blockedAt() != null) {
            return BLOCKED;
        }
        return hasSecret ? ACTIVE : PENDING;
    }

    /** When a token stops to be usable; null: it does not. */
    record TokenTimes(
            @Nullable Instant revokedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant blockedAt) {}
}
