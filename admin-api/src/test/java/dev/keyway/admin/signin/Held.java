package dev.keyway.admin.signin;

import dev.keyway.admin.AdminServer;
import dev.keyway.testkit.postgres.TestDatabase;
import dev.keyway.testkit.time.Awaiting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/** A transaction that has done something and stays open until it is committed. */
public record Held(AdminServer server, Connection connection) implements AutoCloseable {

    public static Held after(AdminServer server, String statements) throws SQLException {
        TestDatabase database = server.database();
        Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
        connection.setAutoCommit(false);
        try (Statement held = connection.createStatement()) {
            boolean unused = held.execute(statements);
        }
        return new Held(server, connection);
    }

    /** Waits until a request waits for this transaction or has passed it, and commits. */
    public void commitOnce(CompletableFuture<?> request) throws SQLException {
        Awaiting.until("the request", () -> request.isDone() || waitingForLocks(server) > 0);
        connection.commit();
    }

    public static long waitingForLocks(AdminServer server) {
        return server.sql()
                .sql(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
