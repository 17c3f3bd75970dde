package dev.keyway.admin.audit;

import dev.keyway.admin.caller.CallerKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An entry as it was stored, with what ties it to the one before.
 *
 * @param mac in hexadecimal
 */
record AuditLink(AuditEntry entry, String keyId, String mac) {

    static final String SELECT = """
            SELECT sequence, at, actor_kind, actor_id, actor_name, address, action, kind, object_id, tenant_id, team_id,
                before, after, reason, key_id, encode(mac, 'hex') AS mac
            FROM audit_entry
            """;

    static AuditLink of(ResultSet row, int number) throws SQLException {
        return new AuditLink(
                new AuditEntry(
                        row.getLong("sequence"),
                        row.getTimestamp("at").toInstant(),
                        CallerKind.valueOf(row.getString("actor_kind")),
                        row.getObject("actor_id", UUID.class),
                        row.getString("actor_name"),
                        row.getString("address"),
                        row.getString("action"),
                        row.getString("kind"),
                        row.getString("object_id"),
                        row.getObject("tenant_id", UUID.class),
                        row.getObject("team_id", UUID.class),
                        row.getString("before"),
                        row.getString("after"),
                        row.getString("reason")),
                row.getString("key_id"),
                row.getString("mac"));
    }

    AuditView view(JsonMapper json) {
        return new AuditView(
                entry.sequence(),
                entry.at(),
                entry.actorKind(),
                entry.actorId(),
                entry.actorName(),
                entry.address(),
                entry.action(),
                entry.kind(),
                entry.objectId(),
                entry.tenantId(),
                entry.teamId(),
                parsed(json, entry.before()),
                parsed(json, entry.after()),
                entry.reason(),
                keyId,
                mac);
    }

    private static @Nullable JsonNode parsed(JsonMapper json, @Nullable String text) {
        return text == null ? null : json.readTree(text);
    }
}
