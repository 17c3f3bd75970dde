package dev.keyway.admin.alert;

import dev.keyway.admin.address.Use;
import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.providerkey.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * Sends what is due, each at least once, several at once. Whoever takes one has it for twice as long as it can be under way, so that
 * no other replica sends it meanwhile, and one that dies leaves it to another. After a failure the wait doubles, from 10 s to an hour;
 * after 20 attempts it is given up.
 */
@Service
@EnableConfigurationProperties(DeliverySettings.class)
class Sender implements DisposableBean {

    /** How many are under way at once. */
    static final int AT_ONCE = 40;

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int AT_ONCE_TO_A_CHANNEL = 4;
    private static final int MOST_ATTEMPTS = 20;
    private static final int LONGEST_FAILURE = 1000;
    private static final String FOR_TENANTS = "the receiver did not take it";
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration HELD = LONGEST.multipliedBy(2);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Pipeline pipeline;
    private final Webhook webhook;
    private final Mail mail;
    private final DeliverySettings settings;
    private final Clock clock;
    private final DeliveryExecutor executor = new DeliveryExecutor(AT_ONCE, LONGEST);

    Sender(Pipeline pipeline, Webhook webhook, Mail mail, DeliverySettings settings, Clock clock) {
        this.pipeline = pipeline;
        this.webhook = webhook;
        this.mail = mail;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void sendDue() {
        for (Delivery delivery : pipeline.write(this::take)) {
            executor.execute(delivery, () -> send(delivery), failure -> settle(delivery, failure));
        }
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    void forgetOld() {
        int unused = pipeline.jdbc()
                .sql("DELETE FROM alert_outbox WHERE created_at < ?")
                .param(Timestamp.from(clock.instant().minus(Duration.ofDays(settings.keepDays()))))
                .update();
    }

    /** A few for each channel to which nothing is under way from here. */
    private List<Delivery> take(JdbcClient jdbc) {
        Instant now = clock.instant();
        int unused =
                jdbc.sql("""
                        UPDATE alert_outbox o SET given_up_at = ?, failure = 'its channel is gone or disabled'
                        FROM alert_channel c
                        WHERE c.id = o.channel_id AND (c.deleted_at IS NOT NULL OR c.disabled_at IS NOT NULL)
                          AND o.sent_at IS NULL AND o.given_up_at IS NULL AND o.due_at <= ?""").params(Timestamp.from(now), Timestamp.from(now)).update();
        return jdbc.sql("""
                        UPDATE alert_outbox o SET due_at = ?, under_way_until = ?, attempts = o.attempts + 1
                        FROM alert_channel c, installation i
                        WHERE c.id = o.channel_id AND c.deleted_at IS NULL AND c.disabled_at IS NULL AND o.id IN (
                            SELECT id FROM alert_outbox WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= ? AND id IN (
                                SELECT id FROM (
                                    SELECT id, row_number() OVER (PARTITION BY channel_id ORDER BY due_at, id) AS place
                                    FROM alert_outbox WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= ?
                                        AND channel_id <> ALL (?)) AS waiting
                                WHERE place <= ?)
                            ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED)
                        RETURNING o.id, o.channel_id, c.tenant_id, c.kind, c.target, c.target_sealed, c.target_master_key_id, o.event, o.body,
                            o.attempts, c.secret, c.master_key_id, i.id AS installation""")
                .params(
                        Timestamp.from(now.plus(HELD)),
                        Timestamp.from(now.plus(HELD)),
                        Timestamp.from(now),
                        Timestamp.from(now),
                        executor.busy().toArray(UUID[]::new),
                        AT_ONCE_TO_A_CHANNEL,
                        executor.free())
                .query(Sender::delivery)
                .list();
    }

    private Optional<String> send(Delivery delivery) {
        return switch (delivery.kind()) {
            case WEBHOOK -> webhook.send(delivery);
            case MAIL -> mail.send(delivery);
        };
    }

    private void settle(Delivery delivery, Optional<String> failure) {
        try {
            failure.ifPresentOrElse(reason -> postpone(delivery, reason), () -> sent(delivery));
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("the result of alert {} waits for the database: {}", delivery.id(), away.getMessage());
        }
    }

    private void sent(Delivery delivery) {
        int unused = pipeline.jdbc()
                .sql("UPDATE alert_outbox SET sent_at = ?, failure = NULL, under_way_until = NULL WHERE id = ?")
                .params(Timestamp.from(clock.instant()), delivery.id())
                .update();
    }

    private void postpone(Delivery delivery, String reason) {
        Instant now = clock.instant();
        boolean last = delivery.attempt() >= MOST_ATTEMPTS;
        LOG.warn(
                "alert {} to channel {} failed, attempt {}{}: {}",
                delivery.id(),
                delivery.channel(),
                delivery.attempt(),
                last ? ", given up" : "",
                reason);
        // To a tenant every failure reads the same: what a receiver answered, or did not, maps the network that this
        // service is in.
        String shown = delivery.use() == Use.TENANTS_WEBHOOK ? FOR_TENANTS : reason;
        int unused = pipeline.jdbc()
                .sql(
                        "UPDATE alert_outbox SET due_at = ?, failure = ?, given_up_at = ?, under_way_until = NULL WHERE id = ?")
                .params(Arrays.asList(
                        Timestamp.from(now.plus(waitAfter(delivery.attempt()))),
                        shown.substring(0, Math.min(shown.length(), LONGEST_FAILURE)),
                        last ? Timestamp.from(now) : null,
                        delivery.id()))
                .update();
    }

    @Override
    public void destroy() {
        executor.close();
    }

    static Duration waitAfter(int attempt) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 20));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("channel_id", UUID.class),
                row.getObject("tenant_id") == null ? Use.WEBHOOK : Use.TENANTS_WEBHOOK,
                ChannelKind.valueOf(row.getString("kind")),
                Target.of(row),
                row.getString("event"),
                row.getString("body"),
                row.getInt("attempts"),
                secret(row),
                row.getObject("installation", UUID.class));
    }

    private static @Nullable Sealed secret(ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes("secret");
        return bytes == null ? null : new Sealed(row.getString("master_key_id"), bytes);
    }
}
