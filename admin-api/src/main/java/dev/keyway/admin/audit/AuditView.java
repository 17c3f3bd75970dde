package dev.keyway.admin.audit;

import dev.keyway.admin.caller.CallerKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry of the audit, as the API and the export show it.
 *
 * @param sequence without gaps, in the order of commits
 * @param before how the object was shown before; null if there was none
 * @param after how it is shown since; null if it is gone
 * @param keyId which audit key made the MAC
 * @param mac of the link, in hexadecimal
 */
public record AuditView(
        long sequence,
        Instant at,
        CallerKind actorKind,
        @Nullable UUID actorId,
        String actorName,
        String address,
        String action,
        String kind,
        String objectId,
        @Nullable UUID tenantId,
        @Nullable UUID teamId,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        @Nullable String reason,
        String keyId,
        String mac) {}
