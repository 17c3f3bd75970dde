package dev.keyway.admin.alert;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.database.Installation;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.providerkey.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of channels. */
@Component
class ChannelQueries {

    private static final String SELECT = """
            SELECT id, tenant_id, name, kind, target, events, disabled_at, created_at, updated_at, version FROM alert_channel
            WHERE deleted_at IS NULL AND tenant_id\s""";

    private final JdbcClient jdbc;

    /**
     * What is sealed of a channel.
     *
     * @param secret signs its calls; null for mail
     */
    record Secrets(Target target, @Nullable Sealed secret) {}

    ChannelQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** This installation's id, to which secrets are bound. */
    UUID installation() {
        return Installation.id(jdbc);
    }

    List<ChannelView> page(Scope scope, PageRequest page) {
        return of(scope, " AND id < ? ORDER BY id DESC LIMIT ?", page.before(), page.fetch())
                .query(ChannelQueries::view)
                .list();
    }

    List<ChannelView> all() {
        return jdbc.sql("SELECT * FROM alert_channel WHERE deleted_at IS NULL ORDER BY id")
                .query(ChannelQueries::view)
                .list();
    }

    Optional<ChannelView> find(Scope scope, UUID id) {
        return of(scope, " AND id = ?", id).query(ChannelQueries::view).optional();
    }

    /** Not by IS NOT DISTINCT FROM, for which PostgreSQL uses no index. */
    private JdbcClient.StatementSpec of(Scope scope, String more, Object... values) {
        UUID tenant = scope.tenant();
        return tenant == null
                ? jdbc.sql(SELECT + "IS NULL" + more).params(values)
                : jdbc.sql(SELECT + "= ?" + more).param(tenant).params(values);
    }

    void add(UUID id, Scope scope, NewChannel channel, Secrets secrets, Instant now) {
        Sealed secret = secrets.secret();
        Sealed address = secrets.target().sealed();
        int unused = jdbc.sql("""
                        INSERT INTO alert_channel (id, tenant_id, name, kind, target, target_sealed, target_master_key_id, events,
                            secret, master_key_id, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        id,
                        scope.tenant(),
                        channel.name(),
                        channel.kind().name(),
                        secrets.target().shown(),
                        address == null ? null : address.ciphertext(),
                        address == null ? null : address.masterKeyId(),
                        texts(channel.settings().events()),
                        secret == null ? null : secret.ciphertext(),
                        secret == null ? null : secret.masterKeyId(),
                        Timestamp.from(now),
                        Timestamp.from(now)))
                .update();
    }

    /** All but where it leads. */
    void change(ChannelView before, ChannelSettings settings, Instant now) {
        Timestamp disabledAt =
                settings.disabled() ? Timestamp.from(Objects.requireNonNullElse(before.disabledAt(), now)) : null;
        require(jdbc.sql("""
                        UPDATE alert_channel SET name = ?, events = ?, disabled_at = ?, updated_at = ?, version = version + 1
                        WHERE id = ? AND version = ? AND deleted_at IS NULL""")
                .params(Arrays.asList(
                        settings.name(),
                        texts(settings.events()),
                        disabledAt,
                        Timestamp.from(now),
                        before.id(),
                        before.version()))
                .update());
    }

    Target target(UUID id) {
        return jdbc.sql("SELECT target, target_sealed, target_master_key_id FROM alert_channel WHERE id = ?")
                .param(id)
                .query((row, n) -> Target.of(row))
                .single();
    }

    void readdress(UUID id, Target target) {
        readdress(jdbc, id, target);
    }

    static void readdress(JdbcClient transaction, UUID id, Target target) {
        Sealed sealed = target.sealed();
        int unused = transaction
                .sql("UPDATE alert_channel SET target = ?, target_sealed = ?, target_master_key_id = ? WHERE id = ?")
                .params(Arrays.asList(
                        target.shown(),
                        sealed == null ? null : sealed.ciphertext(),
                        sealed == null ? null : sealed.masterKeyId(),
                        id))
                .update();
    }

    void replaceSecret(ChannelView before, Sealed secret, Instant now) {
        require(jdbc.sql("""
                        UPDATE alert_channel SET secret = ?, master_key_id = ?, updated_at = ?, version = version + 1
                        WHERE id = ? AND version = ? AND deleted_at IS NULL""")
                .params(secret.ciphertext(), secret.masterKeyId(), Timestamp.from(now), before.id(), before.version())
                .update());
    }

    /** Leaves its row and takes its secrets. */
    void delete(ChannelView before, Instant now) {
        require(jdbc.sql("""
                        UPDATE alert_channel SET secret = NULL, master_key_id = NULL, target_sealed = NULL,
                            target_master_key_id = NULL, deleted_at = ?, updated_at = ?, version = version + 1
                        WHERE id = ? AND version = ? AND deleted_at IS NULL""")
                .params(Timestamp.from(now), Timestamp.from(now), before.id(), before.version())
                .update());
    }

    private static void require(int changed) {
        if (changed == 0) {
            throw ProblemException.of(
                    ErrorCode.VERSION_CHANGED, "The resource was changed at the same time; read it again.");
        }
    }

    private static String[] texts(Set<AlertEvent> events) {
        return events.stream().map(AlertEvent::text).sorted().toArray(String[]::new);
    }

    private static ChannelView view(ResultSet row, int number) throws SQLException {
        Set<AlertEvent> events = EnumSet.noneOf(AlertEvent.class);
        for (String text : (String[]) row.getArray("events").getArray()) {
            events.add(AlertEvent.of(text));
        }
        ChannelKind kind = ChannelKind.valueOf(row.getString("kind"));
        return new ChannelView(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getString("name"),
                kind,
                kind.shown(row.getString("target")),
                events,
                instant(row, "disabled_at"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
