package dev.keyway.admin.usage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.usage.Books;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Another replica has a gateway's log locked, and does not end its transaction. */
class LockedLogIT {

    private final AdminServer server = AdminServer.shared();
    private final TestEvents events = new TestEvents(new Random(), 1);

    @Test
    void theGatewayIsAskedToTryAgain() throws Exception {
        TestLog log = TestLog.on(server);
        List<UsageEvent> first = List.of(events.any(server.clock().instant()));
        List<UsageEvent> second = List.of(events.any(server.clock().instant()));
        assertThat(log.ship(first).taken()).isOne();
        try (Connection other = DriverManager.getConnection(
                server.database().url(),
                server.database().user(),
                server.database().password())) {
            other.setAutoCommit(false);
            try (PreparedStatement lock =
                    other.prepareStatement("SELECT 1 FROM keyway.usage_log WHERE log_id = ? FOR UPDATE")) {
                lock.setObject(1, log.id());
                assertThat(lock.executeQuery().next()).isTrue();
            }
            Answer refused = log.post(1, 2, TestLog.lines(1, second));
            assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
            assertThat(refused.text("code")).isEqualTo("database_unavailable");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            other.rollback();
        }
        assertThat(log.ship(second).taken()).isOne();
        new Books(server).requireExactly(List.of(first.getFirst(), second.getFirst()));
    }
}
