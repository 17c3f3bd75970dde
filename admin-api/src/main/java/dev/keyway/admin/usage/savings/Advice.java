package dev.keyway.admin.usage.savings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Advice: what somebody should look at.
 *
 * @param unusedKeys provider keys that no request was sent with for 30 days, those that were never used first; at most 200, and none to
 *     callers without a role over the installation
 * @param expiringTokens proxy tokens that expire within 14 days, the next first; at most 200
 */
record Advice(List<UnusedKey> unusedKeys, List<ExpiringToken> expiringTokens) {

    /**
     * Provider key that nobody uses.
     *
     * @param provider slug of its provider
     * @param usedOn date of its last attempt; null: never
     */
    record UnusedKey(
            UUID id,
            String name,
            UUID providerId,
            String provider,
            @Nullable LocalDate usedOn) {}

    /**
     * Proxy token that expires.
     *
     * @param usedOn date of its last request; null: never
     */
    record ExpiringToken(
            UUID id,
            String name,
            UUID tenantId,
            UUID teamId,
            Instant expiresAt,
            @Nullable LocalDate usedOn) {}
}
