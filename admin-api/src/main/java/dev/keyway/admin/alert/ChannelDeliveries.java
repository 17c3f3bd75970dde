package dev.keyway.admin.alert;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was sent to a channel and how it was answered; what somebody sends to it as a test, or again. */
@Service
@Transactional
class ChannelDeliveries {

    private static final String SELECT =
            "SELECT id, event, occasion, created_at, attempts, sent_at, failure, given_up_at FROM alert_outbox ";

    private final JdbcClient jdbc;
    private final Channels channels;
    private final Outbox outbox;
    private final Changes changes;
    private final Ids ids;

    ChannelDeliveries(JdbcClient jdbc, Channels channels, Outbox outbox, Changes changes, Ids ids) {
        this.jdbc = jdbc;
        this.channels = channels;
        this.outbox = outbox;
        this.changes = changes;
        this.ids = ids;
    }

    @Transactional(readOnly = true)
    Page<DeliveryView> page(Scope scope, UUID channel, PageRequest page) {
        ChannelView known = channels.get(scope, channel);
        List<DeliveryView> rows = jdbc.sql(SELECT + "WHERE channel_id = ? AND id < ? ORDER BY id DESC LIMIT ?")
                .params(known.id(), page.before(), page.fetch())
                .query(ChannelDeliveries::view)
                .list();
        return Page.of(rows, page, DeliveryView::id, delivery -> delivery);
    }

    /** Sends a test alert to this channel alone. */
    void test(Scope scope, UUID channel) {
        ChannelView known = channels.get(scope, channel);
        UUID delivery = outbox.add(
                known.id(),
                new Alert(
                        AlertEvent.TEST,
                        scope.tenant(),
                        "test " + ids.next(),
                        "This is a test of the channel '" + known.name() + "'.",
                        Map.of("channel", known.name())));
        record("tested", scope, channel, delivery);
    }

    /**
     * Has a delivery tried again, with all its attempts before it.
     *
     * @throws ProblemException if the channel has no such delivery or is disabled, or the delivery has arrived or is under way
     */
    void retry(Scope scope, UUID channel, UUID delivery) {
        ChannelView known = channels.get(scope, channel);
        DeliveryView before = jdbc.sql(SELECT + "WHERE channel_id = ? AND id = ?")
                .params(known.id(), delivery)
                .query(ChannelDeliveries::view)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("delivery"));
        if (before.sentAt() != null) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The delivery has arrived already.");
        }
        if (known.disabledAt() != null) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The channel is disabled: enable it first.");
        }
        if (!outbox.retry(delivery)) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "The delivery is under way: look at its result in a minute, and retry it then.");
        }
        record("retried", scope, channel, delivery);
    }

    private void record(String action, Scope scope, UUID channel, UUID delivery) {
        changes.record(new Change(action, Subject.ALERT_CHANNEL, channel, scope, null, Map.of("deliveryId", delivery)));
    }

    private static DeliveryView view(ResultSet row, int number) throws SQLException {
        return new DeliveryView(
                row.getObject("id", UUID.class),
                AlertEvent.of(row.getString("event")),
                row.getString("occasion"),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("attempts"),
                instant(row, "sent_at"),
                row.getString("failure"),
                instant(row, "given_up_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
