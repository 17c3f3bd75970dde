package dev.keyway.admin.gateway;

import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.contract.Secret;
import dev.keyway.contract.control.Registration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of gateways. What they say of themselves raises no version. */
@Component
class GatewayQueries {

    private static final String SELECT = """
            SELECT id, name, credential_last4, previous_until, public_key, registered_at, disabled_at, seen_at, software_version,
                contract, applied_revision, started_at, in_flight, signed_off_at, enrolled_at, created_at, updated_at, version
            FROM gateway WHERE revoked_at IS NULL AND\s""";

    private final JdbcClient jdbc;
    private final Clock clock;

    GatewayQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<GatewayView> page(Filter filter, int limit) {
        return jdbc.sql(SELECT + filter.sql() + " ORDER BY id DESC LIMIT ?")
                .params(filter.values(limit))
                .query(this::view)
                .list();
    }

    Optional<GatewayView> find(UUID id) {
        return jdbc.sql(SELECT + "id = ?").param(id).query(this::view).optional();
    }

    void add(UUID id, String name, Secret credential) {
        add(id, name, credential, null);
    }

    /** One that has enrolled. */
    void enrol(UUID id, String name, Secret credential) {
        add(id, name, credential, now());
    }

    private void add(UUID id, String name, Secret credential, @Nullable Timestamp enrolledAt) {
        Timestamp now = now();
        int unused = jdbc.sql("""
                        INSERT INTO gateway (id, name, credential_digest, credential_last4, enrolled_at, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(id, name, credential.digest(), Tokens.last4(credential), enrolledAt, now, now))
                .update();
    }

    /** How many have enrolled and were not removed. */
    long enrolled() {
        return jdbc.sql("SELECT count(*) FROM gateway WHERE enrolled_at IS NOT NULL AND revoked_at IS NULL")
                .query(Long.class)
                .single();
    }

    /**
     * Those that have enrolled, are idle and have shipped all, locked until the transaction ends. What another replica holds is its own to
     * do. A log that another gateway has shipped since then is shipped.
     */
    List<UUID> idle(Idle idle) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        SELECT g.id FROM gateway g
                        WHERE g.enrolled_at IS NOT NULL AND g.revoked_at IS NULL AND g.disabled_at IS NULL
                            AND (g.signed_off_at <= ? OR coalesce(g.seen_at, g.enrolled_at) <= ?)
                            AND NOT EXISTS (
                                SELECT FROM usage_log l
                                WHERE l.gateway_id = g.id AND l.replaced_at IS NULL
                                    AND (l.last_sequence > l.mark OR l.oldest_unshipped IS NOT NULL)
                                    AND NOT EXISTS (SELECT FROM usage_log o WHERE o.log_id = l.log_id AND o.mark >= l.last_sequence
                                        AND o.gateway_id <> g.id))
                            AND NOT EXISTS (SELECT FROM usage_gap u WHERE u.gateway_id = g.id AND u.resolved_at IS NULL)
                        ORDER BY g.id FOR UPDATE OF g SKIP LOCKED""")
                .params(Timestamp.from(now.minus(idle.afterSignOff())), Timestamp.from(now.minus(idle.silent())))
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    void change(GatewayView before, GatewaySettings settings) {
        Instant disabledAt =
                settings.disabled() ? Objects.requireNonNullElse(before.disabledAt(), clock.instant()) : null;
        require(jdbc.sql("""
                        UPDATE gateway SET name = ?, disabled_at = ?, updated_at = ?, version = version + 1
                        WHERE id = ? AND version = ?""")
                .params(Arrays.asList(settings.name(), timestamp(disabledAt), now(), before.id(), before.version()))
                .update());
        GatewaySignal.send(jdbc, before.id());
    }

    void rotate(GatewayView before, Secret credential, Instant previousUntil) {
        require(jdbc.sql("""
                        UPDATE gateway SET previous_digest = credential_digest, previous_until = ?, credential_digest = ?,
                            credential_last4 = ?, updated_at = ?, version = version + 1
                        WHERE id = ? AND version = ?""")
                .params(
                        Timestamp.from(previousUntil),
                        credential.digest(),
                        Tokens.last4(credential),
                        now(),
                        before.id(),
                        before.version())
                .update());
        GatewaySignal.send(jdbc, before.id());
    }

    /** The instance that registered last, locked until the transaction ends. */
    LiveInstance instance(UUID id) {
        return jdbc.sql("SELECT instance_id, start_count, seen_at, signed_off_at FROM gateway WHERE id = ? FOR UPDATE")
                .param(id)
                .query((row, n) -> new LiveInstance(
                        row.getObject("instance_id", UUID.class),
                        row.getLong("start_count"),
                        instant(row, "seen_at"),
                        row.getTimestamp("signed_off_at") != null))
                .single();
    }

    void register(GatewayView before, Registration registration, byte[] publicKey) {
        Timestamp now = now();
        int unused = jdbc.sql("""
                        UPDATE gateway SET public_key = ?, software_version = ?, contract = ?, registered_at = ?, seen_at = ?,
                            instance_id = ?, start_count = ?, spend_reported_at = NULL
                        WHERE id = ?""")
                .params(Arrays.asList(
                        publicKey,
                        registration.version(),
                        registration.contract(),
                        now,
                        now,
                        registration.instanceId(),
                        registration.startCount(),
                        before.id()))
                .update();
    }

    /** Notes that an instance has ended. @return false if another one has registered since, which goes on */
    boolean signOff(UUID id, @Nullable UUID instance) {
        return jdbc.sql("""
                        UPDATE gateway SET signed_off_at = ?, in_flight = 0
                        WHERE id = ? AND (?::uuid IS NULL OR instance_id IS NULL OR instance_id = ?)""")
                        .params(Arrays.asList(now(), id, instance, instance))
                        .update()
                == 1;
    }

    void delete(GatewayView before) {
        require(jdbc.sql("""
                        UPDATE gateway SET revoked_at = ?, updated_at = ?, version = version + 1 WHERE id = ? AND version = ?""")
                .params(now(), now(), before.id(), before.version())
                .update());
        GatewaySignal.send(jdbc, before.id());
    }

    private static void require(int changed) {
        if (changed == 0) {
            throw ProblemException.of(
                    ErrorCode.VERSION_CHANGED, "The resource was changed at the same time; read it again.");
        }
    }

    private GatewayView view(ResultSet row, int number) throws SQLException {
        Instant now = clock.instant();
        Instant disabledAt = instant(row, "disabled_at");
        Instant previousUntil = instant(row, "previous_until");
        Instant seenAt = instant(row, "seen_at");
        byte[] publicKey = row.getBytes("public_key");
        boolean connected = disabledAt == null
                && row.getTimestamp("signed_off_at") == null
                && seenAt != null
                && seenAt.isAfter(now.minus(GatewayLife.CONNECTED));
        return new GatewayView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("credential_last4"),
                previousUntil != null && previousUntil.isAfter(now) ? previousUntil : null,
                publicKey == null ? null : Base64.getEncoder().encodeToString(publicKey),
                instant(row, "registered_at"),
                disabledAt,
                new GatewayLife(
                        connected,
                        seenAt,
                        row.getString("software_version"),
                        row.getObject("contract", Integer.class),
                        row.getObject("applied_revision", Long.class),
                        instant(row, "started_at"),
                        row.getObject("in_flight", Integer.class)),
                instant(row, "enrolled_at"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
