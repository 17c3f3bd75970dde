package dev.keyway.admin.publish;

import dev.keyway.admin.gateway.GatewayLife;
import dev.keyway.admin.paging.Filter;
import dev.keyway.contract.control.CommandAnswer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of commands. */
@Component
class CommandQueries {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 2_000;

    private static final String SELECT = """
            SELECT c.id, c.kind, c.key_id, c.gateway_id, g.name, c.created_at, c.expires_at, c.delivered_at, c.answered_at,
                c.succeeded, c.answer
            FROM gateway_command c JOIN gateway g ON g.id = c.gateway_id WHERE\s""";

    private final JdbcClient jdbc;
    private final Clock clock;

    CommandQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The gateways that can be asked now, that which was heard of last first. */
    List<UUID> connected() {
        return jdbc.sql("""
                        SELECT id FROM gateway WHERE revoked_at IS NULL AND disabled_at IS NULL AND public_key IS NOT NULL
                            AND seen_at > ? AND signed_off_at IS NULL ORDER BY seen_at DESC, id""")
                .param(Timestamp.from(clock.instant().minus(GatewayLife.CONNECTED)))
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    void add(UUID id, UUID gateway, String kind, UUID key) {
        Instant now = clock.instant();
        int unused = jdbc.sql("""
                        INSERT INTO gateway_command (id, gateway_id, kind, key_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)""")
                .params(id, gateway, kind, key, Timestamp.from(now), Timestamp.from(now.plus(PATIENCE)))
                .update();
    }

    /** Whether it was not answered before. */
    boolean answer(UUID id, CommandAnswer answer) {
        String detail = answer.detail() == null ? "" : answer.detail();
        return jdbc.sql("""
                        UPDATE gateway_command SET answered_at = ?, succeeded = ?, answer = ? WHERE id = ? AND answered_at IS NULL""")
                        .params(
                                Timestamp.from(clock.instant()),
                                answer.succeeded(),
                                detail.substring(0, Math.min(detail.length(), MAX_ANSWER)),
                                id)
                        .update()
                == 1;
    }

    List<CommandView> page(Filter filter, int limit) {
        return jdbc.sql(SELECT + filter.sql() + " ORDER BY c.id DESC LIMIT ?")
                .params(filter.values(limit))
                .query(this::view)
                .list();
    }

    private CommandView view(ResultSet row, int number) throws SQLException {
        Instant answeredAt = Source.instant(row, "answered_at");
        Instant deliveredAt = Source.instant(row, "delivered_at");
        Instant expiresAt = row.getTimestamp("expires_at").toInstant();
        return new CommandView(
                row.getObject("id", UUID.class),
                CommandView.Kind.valueOf(row.getString("kind")),
                row.getObject("key_id", UUID.class),
                row.getObject("gateway_id", UUID.class),
                row.getString("name"),
                status(answeredAt, row.getBoolean("succeeded"), deliveredAt, expiresAt),
                row.getString("answer"),
                row.getTimestamp("created_at").toInstant(),
                expiresAt,
                deliveredAt,
                answeredAt);
    }

    private CommandView.Status status(
            @Nullable Instant answeredAt, boolean succeeded, @Nullable Instant deliveredAt, Instant expiresAt) {
        if (answeredAt != null) {
            return succeeded ? CommandView.Status.SUCCEEDED : CommandView.Status.FAILED;
        }
        if (!expiresAt.isAfter(clock.instant())) {
            return CommandView.Status.EXPIRED;
        }
        return deliveredAt == null ? CommandView.Status.WAITING : CommandView.Status.DELIVERED;
    }
}
