package dev.keyway.admin.audit;

import dev.keyway.admin.caller.CallerKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A link of the chain.
 *
 * @param at to the microsecond
 * @param before canonical JSON
 * @param after canonical JSON
 */
public record AuditEntry(
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
        @Nullable String before,
        @Nullable String after,
        @Nullable String reason) {

    /** All of it as canonical JSON: what is signed. */
    String canonical(JsonMapper json) {
        return CanonicalJson.text(
                json,
                json.createObjectNode()
                        .put("sequence", sequence)
                        .put("at", at.toString())
                        .put("actorKind", actorKind.name())
                        .put("actorId", actorId == null ? null : actorId.toString())
                        .put("actorName", actorName)
                        .put("address", address)
                        .put("action", action)
                        .put("kind", kind)
                        .put("objectId", objectId)
                        .put("tenantId", tenantId == null ? null : tenantId.toString())
                        .put("teamId", teamId == null ? null : teamId.toString())
                        .put("before", before)
                        .put("after", after)
                        .put("reason", reason));
    }
}
