package dev.keyway.admin.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminServer;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Deliveries are retained for as many days as are set. */
class DeliveryRetentionIT {

    @Test
    void deliveriesAreRetainedForTheDaysThatAreSet() {
        try (AdminServer server = AdminServer.start(Map.of("keyway.delivery.keep-days", "10"))) {
            assertThat(retained(server)).containsExactly(9);
        }
    }

    @Test
    void byDefaultTheyAreRetainedFor90Days() {
        try (AdminServer server = AdminServer.start()) {
            assertThat(retained(server)).containsExactly(9, 11, 89);
        }
    }

    @Test
    void aRetentionThatIsOutOfRangeIsNamed() {
        assertThatThrownBy(() -> new DeliverySettings(0))
                .hasMessageContaining("KEYWAY_DELIVERY_KEEPDAYS: is 0; it must be from 1 to 3650 days");
        assertThatThrownBy(() -> new DeliverySettings(3_651)).hasMessageContaining("from 1 to 3650");
    }

    /** Ages in days of those that remain of four. */
    private static List<Integer> retained(AdminServer server) {
        UUID channel = UUID.randomUUID();
        server.sql().sql("""
                        INSERT INTO keyway.alert_channel (id, name, kind, target, events, created_at, updated_at)
                        VALUES (?, 'on call', 'MAIL', 'on-call@example.org', '{}', now(), now())""").param(channel).update();
        for (int days : List.of(9, 11, 89, 91)) {
            Timestamp at = Timestamp.from(server.clock().instant().minus(Duration.ofDays(days)));
            server.sql()
                    .sql("""
                            INSERT INTO keyway.alert_outbox (id, channel_id, event, occasion, body, created_at, due_at, sent_at)
                            VALUES (uuidv7(), ?, 'key_broken', ?, '{}', ?, ?, ?)""")
                    .params(channel, String.valueOf(days), at, at, at)
                    .update();
        }
        server.bean(Sender.class).forgetOld();
        return server.sql()
                .sql("SELECT occasion::integer FROM keyway.alert_outbox ORDER BY 1")
                .query((row, n) -> row.getInt(1))
                .list();
    }
}
