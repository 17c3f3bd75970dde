package dev.keyway.admin.audit;

import dev.keyway.admin.caller.CallerKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
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

    private static final String INSERT = """
            INSERT INTO audit_entry (sequence, at, actor_kind, actor_id, actor_name, address, action, kind, object_id,
                tenant_id, team_id, before, after, reason, key_id, mac)
            SELECT sequence, at, actor_kind, actor_id, actor_name, address, action, kind, object_id,
                tenant_id, team_id, before, after, reason, key_id, decode(mac, 'hex')
            FROM unnest(?::bigint[], ?::timestamptz[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS link (sequence, at, actor_kind, actor_id, actor_name, address, action, kind, object_id,
                    tenant_id, team_id, before, after, reason, key_id, mac)""";

    /** Writes them in one statement, since an import makes hundreds in a transaction. */
    static void insert(JdbcClient jdbc, List<AuditLink> links) {
        jdbc.sql(INSERT)
                .params(List.of(
                        column(links, AuditEntry::sequence),
                        column(links, AuditEntry::at),
                        column(links, AuditEntry::actorKind),
                        column(links, AuditEntry::actorId),
                        column(links, AuditEntry::actorName),
                        column(links, AuditEntry::address),
                        column(links, AuditEntry::action),
                        column(links, AuditEntry::kind),
                        column(links, AuditEntry::objectId),
                        column(links, AuditEntry::tenantId),
                        column(links, AuditEntry::teamId),
                        column(links, AuditEntry::before),
                        column(links, AuditEntry::after),
                        column(links, AuditEntry::reason),
                        links.stream().map(AuditLink::keyId).toArray(String[]::new),
                        links.stream().map(AuditLink::mac).toArray(String[]::new)))
                .update();
    }

    private static @Nullable String[] column(List<AuditLink> links, Function<AuditEntry, @Nullable Object> value) {
        @Nullable String[] column = new @Nullable String[links.size()];
        for (int i = 0; i < column.length; i++) {
            Object of = value.apply(links.get(i).entry());
            column[i] = of == null ? null : of.toString();
        }
        return column;
    }

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

    /** What was changed past the service may be no JSON: it is shown as the text that it is. */
    private static @Nullable JsonNode parsed(JsonMapper json, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return json.readTree(text);
        } catch (JacksonException broken) {
            return json.getNodeFactory().stringNode(text);
        }
    }
}
