package dev.keyway.admin.alert;

import dev.keyway.admin.identity.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes alerts in, in the transaction in which their cause was seen; they are sent once it has committed. */
@Component
class Outbox {

    private static final String INSERT = """
            INSERT INTO alert_outbox (id, channel_id, tenant_id, event, occasion, body, created_at, due_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (channel_id, occasion) DO NOTHING""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;

    Outbox(JdbcClient jdbc, JsonMapper json, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * For one channel, in the API's transaction.
     *
     * @return the id of the delivery
     */
    UUID add(UUID channel, Alert alert) {
        UUID id = ids.next();
        boolean unused = add(jdbc, id, channel, alert);
        return id;
    }

    /**
     * For every channel that wants it: the tenant's own and the installation's.
     *
     * @param transaction the one in which the cause was seen
     * @return number of channels that had not had this alert
     */
    int add(JdbcClient transaction, Alert alert) {
        List<UUID> channels = transaction
                .sql("""
                        SELECT id FROM alert_channel WHERE deleted_at IS NULL AND disabled_at IS NULL AND ? = ANY (events)
                            AND (tenant_id IS NULL OR tenant_id = ?::uuid) ORDER BY id""")
                .params(Arrays.asList(alert.event().text(), alert.tenant()))
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
        return (int) channels.stream()
                .filter(channel -> add(transaction, ids.next(), channel, alert))
                .count();
    }

    /**
     * What is not sent is due now, and has its attempts before it.
     *
     * @return whether it is; not while it is under way, so that it is not sent twice at once
     */
    boolean retry(UUID delivery) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                                UPDATE alert_outbox SET due_at = ?, attempts = 0, given_up_at = NULL
                                WHERE id = ? AND sent_at IS NULL AND (under_way_until IS NULL OR under_way_until <= ?)""").params(now, delivery, now).update() == 1;
    }

    private boolean add(JdbcClient transaction, UUID id, UUID channel, Alert alert) {
        Instant now = clock.instant();
        return transaction
                        .sql(INSERT)
                        .params(Arrays.asList(
                                id,
                                channel,
                                alert.tenant(),
                                alert.event().text(),
                                alert.occasion(),
                                body(id, alert, now),
                                Timestamp.from(now),
                                Timestamp.from(now)))
                        .update()
                == 1;
    }

    private String body(UUID id, Alert alert, Instant now) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("type", alert.event().text());
        body.put("timestamp", now);
        body.put("tenantId", alert.tenant());
        body.put("occasion", alert.occasion());
        body.put("text", alert.text());
        body.put("details", alert.details());
        return json.writeValueAsString(body);
    }
}
